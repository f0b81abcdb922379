//! A notification policy, as both generations of the API read and write it.

use serde::{Deserialize, Serialize};

/// A notification policy: also a dispatch rule, of the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Policy {
    /// Its id, the same in both generations; 0 for one that is not stored yet.
    pub(crate) id: i64,
    pub(crate) name: String,
    /// Whether it is in force.
    pub(crate) enabled: bool,
    pub(crate) rules: PolicyRules,
    /// Milliseconds on the world's clock.
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

/// How many seconds after the last message people are told again, unless a policy says otherwise
/// (documented).
const USUAL_REPEAT_INTERVAL: i64 = 600;

impl Policy {
    /// A policy with the values that the pages document for what is not given.
    pub(crate) fn new(now: i64) -> Self {
        let rules = PolicyRules {
            recovery: true,
            repeat_interval: Some(USUAL_REPEAT_INTERVAL),
            ..PolicyRules::default()
        };
        Self { id: 0, name: String::new(), enabled: true, rules, made: now, changed: now }
    }

    /// Makes it tell people again, at the interval that it has, that it is given, or else the usual one.
    pub(super) fn repeat(&mut self, interval: Option<i64>) {
        let had = self.rules.repeat_interval;
        self.rules.repeat_interval = interval.or(had).or(Some(USUAL_REPEAT_INTERVAL));
    }
}

/// All of a policy that is stored as one text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of the vendor's")]
pub(crate) struct PolicyRules {
    /// The events that it is for: those that fit all conditions of one of the lists; all events if there is no
    /// list.
    pub(crate) matching: Vec<Vec<Condition>>,
    /// Whether the events that fit are dropped: such a policy outranks those that notify.
    pub(crate) discard: bool,
    pub(crate) grouping: Grouping,
    /// Whether people are told that an alert is over.
    pub(crate) recovery: bool,
    /// Seconds after which people are told again of an alert that is not over; `None` for never.
    pub(crate) repeat_interval: Option<i64>,
    /// The escalation policy that is followed where nothing is repeated.
    pub(crate) escalation: Option<i64>,
    /// The id of a ticket system.
    pub(crate) integration: Option<i64>,
    /// Whether it was made in the simple mode of the console.
    pub(crate) directed: bool,
    /// Whether an external system made it.
    pub(crate) system: bool,
    pub(crate) notify: NotifyRule,
    pub(crate) template: Template,
}

/// A condition on the label of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Condition {
    /// The label: `_aliyun_arms_product_type`.
    pub(crate) key: String,
    pub(crate) value: String,
    /// `eq`, `neq`, `in`, `nin`, `re` or `nre`; or `ne`, which means `neq`.
    pub(crate) operator: String,
}

/// How events become one alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grouping {
    /// The id that the former actions give it; 0 for none.
    pub(crate) id: i64,
    /// The labels whose values the events of an alert have alike.
    pub(crate) fields: Vec<String>,
    /// Seconds from the first event of an alert to the first message.
    pub(crate) wait: i64,
    /// Seconds from a message to one about later events of the same alert.
    pub(crate) interval: i64,
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
pub(crate) struct NotifyRule {
    pub(crate) objects: Vec<NotifyObject>,
    /// Some of `dingTalk`, `email`, `sms`, `tts`, `webhook` and `wechat`.
    pub(crate) channels: Vec<String>,
    /// The first minute of each day in which messages are sent, `HH:mm`; empty for the start of the day.
    pub(crate) start: String,
    /// The last one; empty for the end of the day.
    pub(crate) end: String,
}

/// One to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NotifyObject {
    /// As it was sent: `CONTACT`, `ARMS_CONTACT`, `CONTACT_GROUP`, `ARMS_CONTACT_GROUP`, `DING_ROBOT_GROUP`, …: the
    /// types with `ARMS` have ids of the former generation.
    pub(crate) kind: String,
    pub(crate) id: i64,
    pub(crate) name: String,
    /// Its own channels, where they are not the rule's.
    #[serde(default)]
    pub(crate) channels: Vec<String>,
}

/// The texts of messages; an empty one stands for the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Template {
    pub(crate) email_title: String,
    pub(crate) email_content: String,
    pub(crate) email_recover_title: String,
    pub(crate) email_recover_content: String,
    pub(crate) sms_content: String,
    pub(crate) sms_recover_content: String,
    pub(crate) tts_content: String,
    pub(crate) tts_recover_content: String,
    pub(crate) robot_content: String,
}
