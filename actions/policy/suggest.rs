//! The least policy that covers recorded requests.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

/// The smallest document that allows every recorded pair of action and resource and nothing else;
/// `None` for no pairs.
///
/// Actions with the same resources share a statement. The same pairs give the same
/// text, whatever their order. A recorded `*` covers the action's other resources.
pub fn suggest<A, R>(recorded: impl IntoIterator<Item = (A, R)>) -> Option<String>
where
    A: Into<String>,
    R: Into<String>,
{
    let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (action, resource) in recorded {
        needed.entry(action.into()).or_default().insert(resource.into());
    }
    let mut statements: BTreeMap<BTreeSet<String>, Vec<String>> = BTreeMap::new();
    for (action, mut resources) in needed {
        if resources.contains("*") {
            resources.retain(|r| r == "*");
        }
        statements.entry(resources).or_default().push(action);
    }
    let mut statements: Vec<_> = statements.into_iter().collect();
    statements.sort_by(|(_, a), (_, b)| a.cmp(b));
    let statements: Vec<_> = statements
        .into_iter()
        .map(|(resources, actions)| {
            json!({ "Effect": "Allow", "Action": actions, "Resource": resources })
        })
        .collect();
    if statements.is_empty() {
        return None;
    }
    serde_json::to_string_pretty(&json!({ "Version": "1", "Statement": statements })).ok()
}
