//! A notification policy, as both generations of the API read and write it.

use serde::{Deserialize, Serialize};

/// A notification policy: also a dispatch rule, of the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::arms) struct Policy {
    /// Its id, the same in both generations; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    pub(in crate::arms) name: String,
    /// Whether it is in force.
    pub(in crate::arms) enabled: bool,
    pub(in crate::arms) rules: PolicyRules,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) made: i64,
    pub(in crate::arms) changed: i64,
}

/// How many seconds after the last message people are told again, unless a policy says otherwise
/// (documented).
const USUAL_REPEAT_INTERVAL: i64 = 600;

impl Policy {
    /// A policy with the values that the pages document for what is not given.
    pub(in crate::arms) fn new(now: i64) -> Self {
        let rules = PolicyRules {
            recovery: true,
            repeat_interval: Some(USUAL_REPEAT_INTERVAL),
            ..PolicyRules::default()
        };
        Self { id: 0, name: String::new(), enabled: true, rules, made: now, changed: now }
    }

    /// Makes it tell people again, at the interval that it has, that it is given, or else the usual one.
    pub(in crate::arms) fn repeat(&mut self, interval: Option<i64>) {
        let had = self.rules.repeat_interval;
        self.rules.repeat_interval = interval.or(had).or(Some(USUAL_REPEAT_INTERVAL));
    }
}

/// All of a policy that is stored as one text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of the vendor's")]
pub(in crate::arms) struct PolicyRules {
    /// The events that it is for: those that fit all conditions of one of the lists; all events if there is no
    /// list.
    pub(in crate::arms) matching: Vec<Vec<Condition>>,
    /// Whether the events that fit are dropped: such a policy outranks those that notify.
    pub(in crate::arms) discard: bool,
    pub(in crate::arms) grouping: Grouping,
    /// Whether people are told that an alert is over.
    pub(in crate::arms) recovery: bool,
    /// Seconds after which people are told again of an alert that is not over; `None` for never.
    pub(in crate::arms) repeat_interval: Option<i64>,
    /// The escalation policy that is followed where nothing is repeated.
    pub(in crate::arms) escalation: Option<i64>,
    /// The id of a ticket system.
    pub(in crate::arms) integration: Option<i64>,
    /// Whether it was made in the simple mode of the console.
    pub(in crate::arms) directed: bool,
    /// Whether an external system made it.
    pub(in crate::arms) system: bool,
    pub(in crate::arms) notify: NotifyRule,
    pub(in crate::arms) template: Template,
}

/// A condition on the label of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::arms) struct Condition {
    /// The label: `_aliyun_arms_product_type`.
    pub(in crate::arms) key: String,
    pub(in crate::arms) value: String,
    /// `eq`, `neq`, `in`, `nin`, `re` or `nre`; or `ne`, which means `neq`.
    pub(in crate::arms) operator: String,
}

/// How events become one alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::arms) struct Grouping {
    /// The id that the former actions give it; 0 for none.
    pub(in crate::arms) id: i64,
    /// The labels whose values the events of an alert have alike.
    pub(in crate::arms) fields: Vec<String>,
    /// Seconds from the first event of an alert to the first message.
    pub(in crate::arms) wait: i64,
    /// Seconds from a message to one about later events of the same alert.
    pub(in crate::arms) interval: i64,
}

/// The defaults that the pages document.
impl Default for Grouping {
    fn default() -> Self {
        Self { id: 0, fields: vec!["alertname".into()], wait: 5, interval: 30 }
    }
}

/// Who is told, by what channels, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::arms) struct NotifyRule {
    pub(in crate::arms) objects: Vec<NotifyObject>,
    /// Some of `dingTalk`, `email`, `sms`, `tts`, `webhook` and `wechat`.
    pub(in crate::arms) channels: Vec<String>,
    /// The first minute of each day in which messages are sent, `HH:mm`; empty for the start of the day.
    pub(in crate::arms) start: String,
    /// The last one; empty for the end of the day.
    pub(in crate::arms) end: String,
}

/// One to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::arms) struct NotifyObject {
    /// As it was sent: `CONTACT`, `ARMS_CONTACT`, `CONTACT_GROUP`, `ARMS_CONTACT_GROUP`, `DING_ROBOT_GROUP`, …: the
    /// types with `ARMS` have ids of the former generation.
    pub(in crate::arms) kind: String,
    pub(in crate::arms) id: i64,
    pub(in crate::arms) name: String,
    /// Its own channels, where they are not the rule's.
    #[serde(default)]
    pub(in crate::arms) channels: Vec<String>,
}

/// The texts of messages; an empty one stands for the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::arms) struct Template {
    pub(in crate::arms) email_title: String,
    pub(in crate::arms) email_content: String,
    pub(in crate::arms) email_recover_title: String,
    pub(in crate::arms) email_recover_content: String,
    pub(in crate::arms) sms_content: String,
    pub(in crate::arms) sms_recover_content: String,
    pub(in crate::arms) tts_content: String,
    pub(in crate::arms) tts_recover_content: String,
    pub(in crate::arms) robot_content: String,
}
