//! CloudMonitor: alert contacts and the groups they are in; metrics, rules and the alerts of both.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{ApiError, Denial, Entry, Fault, Link, ParameterError, Problem, Product, Spec, text};

mod alerts;
mod answers;
mod contact_groups;
mod contacts;
mod control;
mod digits;
mod events;
mod faults;
mod metrics;
mod monitor_groups;
mod rules;
mod seed;
mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<monitor_groups::add_tags::AddTags>(),
    Entry::of::<monitor_groups::create_group_metric_rules::CreateGroupMetricRules>(),
    Entry::of::<monitor_groups::create_monitor_group::CreateMonitorGroup>(),
    Entry::of::<
        monitor_groups::create_monitor_group_by_resource_group_id::CreateMonitorGroupByResourceGroupId,
    >(),
    Entry::of::<monitor_groups::create_monitor_group_instances::CreateMonitorGroupInstances>(),
    Entry::of::<monitor_groups::create_monitor_group_notify_policy::CreateMonitorGroupNotifyPolicy>(
    ),
    Entry::of::<contacts::delete_contact::DeleteContact>(),
    Entry::of::<contacts::delete_contact_group::DeleteContactGroup>(),
    Entry::of::<metrics::delete_custom_metric::DeleteCustomMetric>(),
    Entry::of::<events::delete_event_rule_targets::DeleteEventRuleTargets>(),
    Entry::of::<events::delete_event_rules::DeleteEventRules>(),
    Entry::of::<rules::delete_metric_rule_targets::DeleteMetricRuleTargets>(),
    Entry::of::<rules::delete_metric_rules::DeleteMetricRules>(),
    Entry::of::<monitor_groups::delete_monitor_group::DeleteMonitorGroup>(),
    Entry::of::<monitor_groups::delete_monitor_group_instances::DeleteMonitorGroupInstances>(),
    Entry::of::<monitor_groups::delete_monitor_group_notify_policy::DeleteMonitorGroupNotifyPolicy>(
    ),
    Entry::of::<alerts::describe_alert_history_list::DescribeAlertHistoryList>(),
    Entry::of::<alerts::describe_alert_log_list::DescribeAlertLogList>(),
    Entry::of::<contacts::describe_contact_group_list::DescribeContactGroupList>(),
    Entry::of::<contacts::describe_contact_list::DescribeContactList>(),
    Entry::of::<contacts::describe_contact_list_by_contact_group::DescribeContactListByContactGroup>(
    ),
    Entry::of::<metrics::describe_custom_metric_list::DescribeCustomMetricList>(),
    Entry::of::<events::describe_event_rule_attribute::DescribeEventRuleAttribute>(),
    Entry::of::<events::describe_event_rule_list::DescribeEventRuleList>(),
    Entry::of::<events::describe_event_rule_target_list::DescribeEventRuleTargetList>(),
    Entry::of::<metrics::describe_metric_data::DescribeMetricData>(),
    Entry::of::<metrics::describe_metric_last::DescribeMetricLast>(),
    Entry::of::<metrics::describe_metric_list::DescribeMetricList>(),
    Entry::of::<rules::describe_metric_rule_count::DescribeMetricRuleCount>(),
    Entry::of::<rules::describe_metric_rule_list::DescribeMetricRuleList>(),
    Entry::of::<rules::describe_metric_rule_targets::DescribeMetricRuleTargets>(),
    Entry::of::<metrics::describe_metric_top::DescribeMetricTop>(),
    Entry::of::<monitor_groups::describe_monitor_group_categories::DescribeMonitorGroupCategories>(
    ),
    Entry::of::<
        monitor_groups::describe_monitor_group_instance_attribute::DescribeMonitorGroupInstanceAttribute,
    >(),
    Entry::of::<monitor_groups::describe_monitor_group_instances::DescribeMonitorGroupInstances>(),
    Entry::of::<
        monitor_groups::describe_monitor_group_notify_policy_list::DescribeMonitorGroupNotifyPolicyList,
    >(),
    Entry::of::<monitor_groups::describe_monitor_groups::DescribeMonitorGroups>(),
    Entry::of::<events::describe_system_event_attribute::DescribeSystemEventAttribute>(),
    Entry::of::<events::describe_system_event_count::DescribeSystemEventCount>(),
    Entry::of::<events::disable_event_rules::DisableEventRules>(),
    Entry::of::<rules::disable_metric_rules::DisableMetricRules>(),
    Entry::of::<events::enable_event_rules::EnableEventRules>(),
    Entry::of::<rules::enable_metric_rules::EnableMetricRules>(),
    Entry::of::<monitor_groups::modify_monitor_group::ModifyMonitorGroup>(),
    Entry::of::<monitor_groups::modify_monitor_group_instances::ModifyMonitorGroupInstances>(),
    Entry::of::<contacts::put_contact::PutContact>(),
    Entry::of::<contacts::put_contact_group::PutContactGroup>(),
    Entry::of::<metrics::put_custom_metric::PutCustomMetric>(),
    Entry::of::<rules::put_custom_metric_rule::PutCustomMetricRule>(),
    Entry::of::<events::put_event_rule::PutEventRule>(),
    Entry::of::<events::put_event_rule_targets::PutEventRuleTargets>(),
    Entry::of::<monitor_groups::put_group_metric_rule::PutGroupMetricRule>(),
    Entry::of::<rules::put_metric_rule_targets::PutMetricRuleTargets>(),
    Entry::of::<rules::put_resource_metric_rule::PutResourceMetricRule>(),
    Entry::of::<rules::put_resource_metric_rules::PutResourceMetricRules>(),
    Entry::of::<monitor_groups::remove_tags::RemoveTags>(),
    Entry::of::<events::send_dry_run_system_event::SendDryRunSystemEvent>(),
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
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(&[metrics::evaluations::DUE, metrics::reports::DUE])
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("links that were not opened, pauses of application groups, alarms, alert logs, reported metrics and events")
    .links(&[Link { name: "activate", open: contacts::activation::open }])
    .actions(ACTIONS);

/// A parameter is wrong, in itself or beside another.
const INVALID: Fault =
    Fault { status: 400, code: "InvalidParameterValue", message: "Illegal parameters." };

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
        _ => INVALID.into(),
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
        assert_eq!(
            error.into_fields().hint.unwrap(),
            "PageSize is not of the type Integer; it is \"abc\"."
        );
        let names: Vec<String> = (1..=120).map(|n| format!("ContactNames.{n}")).collect();
        let mut pairs: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "a")).collect();
        pairs.push(("ContactGroupName", "g"));
        let error = refused::<super::contacts::put_contact_group::PutContactGroup>(&pairs);
        assert_eq!(&*error.message, "Illegal parameters.");
        assert_eq!(
            error.into_fields().hint.unwrap(),
            "ContactNames has more than 100 elements; it has 120."
        );
    }
}
