//! What chat bots must have.

use serde_json::Value;

use crate::{
    Fault,
    shared::{robots::RobotKind, time_of_day::is_time_of_day},
};

/// The code for a bot that does not exist is assumed: the vendor's list of codes has none.
pub(super) const NO_ROBOT: Fault =
    Fault { status: 404, code: "IMRobotNotExist", message: "The IM robot does not exist." };

/// The platforms: DingTalk, WeCom and Lark.
pub(super) const TYPES: &[&str] = &["dingding", "wechat", "feishu"];

/// The name of a platform in requests and answers.
pub(in crate::arms) const fn type_of(platform: RobotKind) -> &'static str {
    match platform {
        RobotKind::DingTalk => "dingding",
        RobotKind::WeCom => "wechat",
        RobotKind::Lark => "feishu",
    }
}

/// The platform that a bot's type names.
pub(in crate::arms) fn platform(name: &str) -> RobotKind {
    let others = [RobotKind::WeCom, RobotKind::Lark];
    others.into_iter().find(|it| type_of(*it) == name).unwrap_or(RobotKind::DingTalk)
}

/// The buttons that a card may have.
const BUTTONS: [&str; 6] = ["claim", "close", "follow", "send_itsm", "block", "unResolvedIncident"];
/// The fields that it may show.
const FIELDS: [&str; 9] = [
    "alarmName",
    "notificationPolicy",
    "alarmContent",
    "alarmTime",
    "seriesChart",
    "includeEvent",
    "assigned",
    "similarAlarm",
    "operator",
];
/// The most bytes of a card (assumed): more than one with all buttons and fields has.
const LONGEST_CARD: usize = 4096;
/// The most characters of a list of times (assumed): one for each hour.
const LONGEST_TIMES: usize = 24 * "09:30,".len();

/// Whether a text is a list of times of the day: `09:30,17:00`.
pub(super) fn is_list_of_times(it: &str) -> bool {
    it.len() <= LONGEST_TIMES && it.split(',').all(is_time_of_day)
}

/// Whether a text is a card: JSON with buttons and fields of these names.
pub(super) fn is_card(it: &str) -> bool {
    let card = (it.len() <= LONGEST_CARD).then(|| serde_json::from_str(it).ok());
    let Some(Some(Value::Object(card))) = card else { return false };
    card.iter().all(|(name, parts)| {
        let parts = parts.as_array();
        match name.as_str() {
            "button" => parts.is_some_and(|it| it.iter().all(|it| is_in(&BUTTONS, it))),
            "field" => parts.is_some_and(|it| it.iter().all(is_field)),
            _ => false,
        }
    })
}

fn is_in(names: &[&str], name: &Value) -> bool {
    name.as_str().is_some_and(|name| names.contains(&name))
}

fn is_field(field: &Value) -> bool {
    is_in(&FIELDS, &field["fieldName"]) && field["visible"].is_boolean()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_times_has_hours_and_minutes() {
        for good in ["09:30", "09:30,17:00", "00:00,23:59"] {
            assert!(is_list_of_times(good), "{good}");
        }
        for bad in ["", "9:30", "24:00", "09:60", "09:30;17:00", "09:30,", "09:30, 17:00"] {
            assert!(!is_list_of_times(bad), "{bad}");
        }
        assert!(!is_list_of_times(&["09:30"; 25].join(",")));
    }

    #[test]
    fn a_card_has_known_buttons_and_fields() {
        for good in [
            "{}",
            r#"{"button":["claim","close"],"field":[{"fieldName":"alarmName","visible":true}]}"#,
        ] {
            assert!(is_card(good), "{good}");
        }
        for bad in [
            "",
            "[]",
            "card",
            r#"{"button":["reopen"]}"#,
            r#"{"button":"claim"}"#,
            r#"{"field":[{"fieldName":"alarmName"}]}"#,
            r#"{"field":[{"fieldName":"x","visible":true}]}"#,
            r#"{"colour":[]}"#,
        ] {
            assert!(!is_card(bad), "{bad}");
        }
    }
}
