//! CloudMonitor: alert contacts and the groups they are in; metrics, rules and the alerts of both.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{ApiError, Denial, Entry, Link, ParameterError, Problem, Product, Spec, text};

mod alerts;
mod contacts;
mod events;
mod metrics;
mod monitor_groups;
mod rules;
mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<contacts::delete_contact::DeleteContact>(),
    Entry::of::<contacts::delete_contact_group::DeleteContactGroup>(),
    Entry::of::<rules::delete_metric_rule_targets::DeleteMetricRuleTargets>(),
    Entry::of::<rules::delete_metric_rules::DeleteMetricRules>(),
    Entry::of::<contacts::describe_contact_group_list::DescribeContactGroupList>(),
    Entry::of::<contacts::describe_contact_list::DescribeContactList>(),
    Entry::of::<contacts::describe_contact_list_by_contact_group::DescribeContactListByContactGroup>(
    ),
    Entry::of::<rules::describe_metric_rule_count::DescribeMetricRuleCount>(),
    Entry::of::<rules::describe_metric_rule_list::DescribeMetricRuleList>(),
    Entry::of::<rules::describe_metric_rule_targets::DescribeMetricRuleTargets>(),
    Entry::of::<rules::disable_metric_rules::DisableMetricRules>(),
    Entry::of::<rules::enable_metric_rules::EnableMetricRules>(),
    Entry::of::<contacts::put_contact::PutContact>(),
    Entry::of::<contacts::put_contact_group::PutContactGroup>(),
    Entry::of::<rules::put_custom_metric_rule::PutCustomMetricRule>(),
    Entry::of::<rules::put_metric_rule_targets::PutMetricRuleTargets>(),
    Entry::of::<rules::put_resource_metric_rule::PutResourceMetricRule>(),
    Entry::of::<rules::put_resource_metric_rules::PutResourceMetricRules>(),
];
// The end of the list.

/// CloudMonitor (Cms 2019-01-01).
pub static CMS: Product = Product::new("cms", "Cms", "2019-01-01")
    .wording(wording)
    // Terraform treats any other `Code` as a failure, whatever the HTTP status.
    .success(|_, _| Cow::Borrowed(r#""Code":"200","Message":"success","Success":true"#))
    .failure(failure)
    .denied(denied)
    .schema(tables::SCHEMA)
    .links(&[Link { name: "activate", open: contacts::activation::open }])
    .actions(ACTIONS);

/// Text that is only compared, so every stored name can be found and deleted.
const fn lookup_text(name: &'static str) -> Spec<String> {
    text(name).len(1, 2048)
}

/// The gateway reports missing required parameters; every other invalid parameter has one code and
/// message (the vendor's error tables of these actions).
fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{}", bad.name),
            format!("{} is mandatory for this action.", bad.name),
        ),
        _ => ApiError::new(400, "InvalidParameterValue", "Illegal parameters."),
    }
}

fn failure(body: &mut Map<String, Value>, _: &ApiError) {
    body.insert("Success".into(), false.into());
}

/// The vendor's error tables of these actions: one message for actions that write, another for
/// those that read.
fn denied(denial: &Denial<'_>) -> ApiError {
    let message = if denial.entry.access.writes() {
        "Permission denied"
    } else {
        "User not authorized to operate on the specified resource."
    };
    ApiError::new(403, "InvalidAuthorization", message)
}

#[cfg(test)]
mod tests {
    use crate::{Action, ApiError, Parameters, Params};

    fn refused<A: Action>(pairs: &[(&str, &str)]) -> ApiError {
        let parameters: Parameters = pairs.iter().copied().collect();
        let mut p = Params::new(&parameters, A::WORDING.unwrap_or(super::wording));
        A::read(&mut p).err().expect("refused")
    }

    #[test]
    fn what_the_one_text_hides_is_in_the_hint() {
        let error = refused::<super::contacts::describe_contact_list::DescribeContactList>(&[(
            "PageSize", "abc",
        )]);
        assert_eq!((error.status, &*error.message), (400, "Illegal parameters."));
        assert_eq!(error.hint.unwrap(), "PageSize is not of the type Integer; it is \"abc\".");
        let names: Vec<String> = (1..=120).map(|n| format!("ContactNames.{n}")).collect();
        let mut pairs: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "a")).collect();
        pairs.push(("ContactGroupName", "g"));
        let error = refused::<super::contacts::put_contact_group::PutContactGroup>(&pairs);
        assert_eq!(&*error.message, "Illegal parameters.");
        assert_eq!(error.hint.unwrap(), "ContactNames has more than 100 elements; it has 120.");
    }
}
