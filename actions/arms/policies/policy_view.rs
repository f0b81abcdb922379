//! A notification policy as its own actions show it.

use serde::Serialize;

use crate::arms::policies::{
    policy::{Policy, PolicyRules, Template},
    templates,
};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct PolicyView {
    id: i64,
    name: String,
    state: &'static str,
    #[serde(flatten)]
    details: Option<Details>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Details {
    send_recover_message: bool,
    repeat: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    repeat_interval: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    escalation_policy_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    integration_id: Option<i64>,
    directed_mode: bool,
    group_rule: GroupRule,
    matching_rules: Vec<MatchingRule>,
    notify_rule: NotifyRule,
    notify_template: NotifyTemplate,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GroupRule {
    group_wait: i64,
    group_interval: i64,
    grouping_fields: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct MatchingRule {
    matching_conditions: Vec<ConditionView>,
}

/// A condition: both generations show it alike.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct ConditionView {
    key: String,
    value: String,
    operator: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NotifyRule {
    notify_start_time: String,
    notify_end_time: String,
    notify_channels: Vec<String>,
    notify_objects: Vec<NotifyObject>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NotifyObject {
    notify_object_type: String,
    notify_object_id: i64,
    notify_object_name: String,
    notify_channels: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct NotifyTemplate {
    email_title: String,
    email_content: String,
    email_recover_title: String,
    email_recover_content: String,
    sms_content: String,
    sms_recover_content: String,
    tts_content: String,
    tts_recover_content: String,
    robot_content: String,
}

impl PolicyView {
    /// The policy, or only what it is called.
    pub(in crate::arms) fn of(policy: Policy, with_details: bool) -> Self {
        Self {
            id: policy.id,
            name: policy.name,
            state: if policy.enabled { "enable" } else { "disable" },
            details: with_details.then(|| policy.rules.into()),
        }
    }
}

/// The lists of conditions as answers have them, each made into an element by `wrap`.
pub(in crate::arms) fn conditions<T>(
    rules: &PolicyRules,
    wrap: impl Fn(Vec<ConditionView>) -> T,
) -> Vec<T> {
    let view = |it: &crate::arms::policies::policy::Condition| ConditionView {
        key: it.key.clone(),
        value: it.value.clone(),
        operator: it.operator.clone(),
    };
    rules.matching.iter().map(|list| wrap(list.iter().map(view).collect())).collect()
}

impl From<PolicyRules> for Details {
    fn from(rules: PolicyRules) -> Self {
        let matching_rules =
            conditions(&rules, |matching_conditions| MatchingRule { matching_conditions });
        let or = |time: String, usual: &str| if time.is_empty() { usual.to_owned() } else { time };
        let notify_objects = rules.notify.objects.into_iter().map(|it| NotifyObject {
            notify_object_type: it.kind,
            notify_object_id: it.id,
            notify_object_name: it.name,
            notify_channels: it.channels,
        });
        Self {
            send_recover_message: rules.recovery,
            repeat: rules.repeat_interval.is_some(),
            repeat_interval: rules.repeat_interval,
            escalation_policy_id: rules.escalation,
            integration_id: rules.integration,
            directed_mode: rules.directed,
            group_rule: GroupRule {
                group_wait: rules.grouping.wait,
                group_interval: rules.grouping.interval,
                grouping_fields: rules.grouping.fields,
            },
            matching_rules,
            notify_rule: NotifyRule {
                notify_start_time: or(rules.notify.start, "00:00"),
                notify_end_time: or(rules.notify.end, "23:59"),
                notify_channels: rules.notify.channels,
                notify_objects: notify_objects.collect(),
            },
            notify_template: templates::with_defaults(&rules.template).into(),
        }
    }
}

impl From<Template> for NotifyTemplate {
    fn from(it: Template) -> Self {
        Self {
            email_title: it.email_title,
            email_content: it.email_content,
            email_recover_title: it.email_recover_title,
            email_recover_content: it.email_recover_content,
            sms_content: it.sms_content,
            sms_recover_content: it.sms_recover_content,
            tts_content: it.tts_content,
            tts_recover_content: it.tts_recover_content,
            robot_content: it.robot_content,
        }
    }
}
