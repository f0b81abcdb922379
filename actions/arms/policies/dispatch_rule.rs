//! A policy as the former actions read and show it: as a dispatch rule, in one JSON text.
//!
//! A rule is grouped in one way and notifies in one way, though its JSON has lists of both: more than one element
//! is refused (assumed: notification policies, which these rules are, have one of each).

use serde::Serialize;
use serde_json::Value;

use crate::arms::{
    json_text::{Node, Result},
    policies::{
        parts,
        policy::{Policy, PolicyRules},
        policy_rules::{MAX_REPEAT_INTERVAL, MIN_REPEAT_INTERVAL},
        policy_view::{self, ConditionView},
    },
};

/// Documented: the alert is made, or dropped.
const TYPES: [&str; 2] = ["CREATE_ALERT", "DISCARD_ALERT"];

/// The id in the JSON of a rule, as a number or a text.
pub(in crate::arms) fn id(rule: &Value) -> Result<i64> {
    Node::root("DispatchRule", rule).need("id")?.int(1, i64::MAX)
}

/// Sets what the JSON of a rule has; what it does not have stays as it is (assumed).
pub(in crate::arms) fn apply(rule: &Value, policy: &mut Policy) -> Result<()> {
    let rule = Node::root("DispatchRule", rule);
    if let Some(name) = parts::policy_name(&rule)? {
        policy.name = name;
    }
    if let Some(state) = rule.member("state")? {
        policy.enabled = state.flag()?;
    }
    let rules = &mut policy.rules;
    if let Some(system) = rule.member("system")? {
        rules.system = system.flag()?;
    }
    if let Some(kind) = rule.member("dispatchType")? {
        rules.discard = kind.one_of(&TYPES)? == TYPES[1];
    }
    if let Some(recover) = rule.member("isRecover")? {
        rules.recovery = recover.flag()?;
    }
    if let Some(grid) = rule.member("labelMatchExpressionGrid")? {
        rules.matching = match grid.member("labelMatchExpressionGroups")? {
            Some(groups) => parts::matching(&groups, "labelMatchExpressions")?,
            None => Vec::new(),
        };
    }
    if let Some(texts) = rule.member("notifyTemplate")? {
        rules.template = parts::template(&texts, &parts::DISPATCH, rules.template.clone())?;
    }
    if let Some(notify) = only(&rule, "notifyRules")? {
        rules.notify = parts::notify_rule(&notify, &parts::DISPATCH)?;
    }
    if let Some(group) = only(&rule, "groupRules")? {
        rules.grouping = parts::grouping(&group, rules.grouping.clone())?;
        if let Some(id) = group.member("groupId")? {
            rules.grouping.id = id.int(0, i64::MAX)?;
        }
        let interval = match group.member("repeatInterval")? {
            // Terraform sends 0 where its user gave none (observed).
            Some(it) if it.int(0, MAX_REPEAT_INTERVAL)? == 0 => None,
            Some(it) => Some(it.int(MIN_REPEAT_INTERVAL, MAX_REPEAT_INTERVAL)?),
            None => None,
        };
        // A rule that follows an escalation policy goes on to, unless it is given an interval.
        if interval.is_some() || policy.rules.escalation.is_none() {
            policy.repeat(interval);
        }
    }
    if policy.name.is_empty() {
        return Err(rule.lacks("name"));
    }
    // Assumed: an alert of which nobody could be told is none.
    if !policy.rules.discard && policy.rules.notify.objects.is_empty() {
        return Err(rule.lacks("notifyRules"));
    }
    Ok(())
}

/// The element of a list that may have one.
fn only<'a>(rule: &Node<'a>, name: &str) -> Result<Option<Node<'a>>> {
    match rule.member(name)? {
        Some(list) => Ok(list.list(1)?.pop()),
        None => Ok(None),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct RuleView {
    rule_id: i64,
    name: String,
    /// A text, as in the vendor's schema: `true` or `false`.
    state: String,
    dispatch_type: &'static str,
    is_recover: bool,
    group_rules: [GroupRule; 1],
    label_match_expression_grid: Grid,
    notify_rules: Vec<NotifyRule>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GroupRule {
    group_id: i64,
    grouping_fields: Vec<String>,
    /// It is `groupWait` where it is sent.
    group_wait_time: i64,
    group_interval: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    repeat_interval: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Grid {
    label_match_expression_groups: Vec<ExpressionGroup>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ExpressionGroup {
    label_match_expressions: Vec<ConditionView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NotifyRule {
    notify_channels: Vec<String>,
    notify_objects: Vec<NotifyObject>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NotifyObject {
    notify_type: String,
    /// A text, though the other generation has a number.
    notify_object_id: String,
    name: String,
}

/// The state of a rule in answers.
pub(in crate::arms) fn state(policy: &Policy) -> String {
    policy.enabled.to_string()
}

impl From<Policy> for RuleView {
    fn from(policy: Policy) -> Self {
        let state = state(&policy);
        let rules: PolicyRules = policy.rules;
        let groups = policy_view::conditions(&rules, |label_match_expressions| ExpressionGroup {
            label_match_expressions,
        });
        let grouping = rules.grouping;
        let objects: Vec<NotifyObject> = rules
            .notify
            .objects
            .into_iter()
            .map(|it| NotifyObject {
                notify_type: it.kind,
                notify_object_id: it.id.to_string(),
                name: it.name,
            })
            .collect();
        let notify = NotifyRule { notify_channels: rules.notify.channels, notify_objects: objects };
        Self {
            rule_id: policy.id,
            name: policy.name,
            state,
            dispatch_type: TYPES[usize::from(rules.discard)],
            is_recover: rules.recovery,
            group_rules: [GroupRule {
                // Assumed: a rule that was sent without one has its own id as the id of its group.
                group_id: if grouping.id == 0 { policy.id } else { grouping.id },
                grouping_fields: grouping.fields,
                group_wait_time: grouping.wait,
                group_interval: grouping.interval,
                repeat_interval: rules.repeat_interval,
            }],
            label_match_expression_grid: Grid { label_match_expression_groups: groups },
            notify_rules: Some(notify)
                .filter(|it| !it.notify_objects.is_empty())
                .into_iter()
                .collect(),
        }
    }
}
