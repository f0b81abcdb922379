//! The forms of parameters that several actions on rules read.

use serde_json::{Map, Value};

use crate::{
    Params, Result, Spec, cms::metrics::intervals::is_intervals, flag, int, shared::urls::is_url,
    text,
};

/// The id of a rule, which the caller chooses; how long it may be is assumed, as no page says.
pub(in crate::cms) const RULE_ID: Spec<String> =
    text("RuleId").line(1, 255).doc("The id of the rule; an existing one is replaced.");
/// The name of a rule; how long it may be is assumed, as no page says.
pub(in crate::cms) const RULE_NAME: Spec<String> =
    text("RuleName").line(1, 255).doc("The name of the rule.");
/// Names of contact groups.
pub(in crate::cms) const CONTACT_GROUPS: Spec<String> =
    text("ContactGroups").len(1, 4096).doc("The contact groups that are told, between commas.");
/// When a rule is evaluated.
pub(in crate::cms) const EFFECTIVE_INTERVAL: Spec<String> = text("EffectiveInterval")
    .form("list of periods of the day such as 00:00-23:59", is_intervals)
    .doc("When the rule is evaluated.");
/// When a rule is not evaluated.
pub(in crate::cms) const NO_EFFECTIVE_INTERVAL: Spec<String> = text("NoEffectiveInterval")
    .form("list of periods of the day such as 00:00-06:00", is_intervals)
    .doc("When the rule is not evaluated.");
/// Seconds between two notifications of one alert. The smallest value is the one that Terraform's provider
/// sends (the page of `DescribeMetricRuleList` says 3600).
pub(in crate::cms) const SILENCE_TIME: Spec<i64> =
    int("SilenceTime").range(300, 86_400).doc("Seconds until an alert that lasts is told again.");
/// `SilenceTime` where it is not given.
pub(in crate::cms) const DEFAULT_SILENCE_TIME: i64 = 86_400;
/// The subject of mails; how long it may be is assumed, as no page says.
pub(in crate::cms) const EMAIL_SUBJECT: Spec<String> =
    text("EmailSubject").line(1, 512).doc("The subject of the mails.");
/// A URL that is called when an alert begins or ends.
pub(in crate::cms) const WEBHOOK: Spec<String> =
    text("Webhook").form("URL", is_url).doc("The URL that is called.");
/// The time between two evaluations.
pub(in crate::cms) const INTERVAL: Spec<String> = text("Interval")
    .form("number of seconds", |it| seconds(it).is_some())
    .doc("The seconds between two evaluations.");
/// The length of a period.
pub(in crate::cms) const PERIOD: Spec<String> = text("Period")
    .form("number of seconds", |it| seconds(it).is_some())
    .doc("The seconds of a period, whose statistics are compared.");
/// Seconds of a period where they are not given (assumed for all: custom metrics, and most of the vendor's, are
/// collected once a minute).
pub(in crate::cms) const DEFAULT_PERIOD: i64 = 60;
/// How many labels a rule has at most (assumed: no page has a limit).
const MAX_LABELS: usize = 20;

/// The labels of a rule.
pub(in crate::cms) fn labels(p: &mut Params<'_>) -> Result<Vec<(String, String)>> {
    p.json("Labels", |p| {
        p.each("Labels", MAX_LABELS, |p| {
            let key = p.required(text("Key").line(1, 128).doc("The key of a label."))?;
            let value = p.optional(text("Value").line(1, 256).doc("Its value."))?;
            Ok((key, value.unwrap_or_default()))
        })
    })
}

/// The resources that a rule is for.
pub(in crate::cms) const RESOURCES: Spec<String> = text("Resources")
    .form("JSON list of 1 to 100 objects of dimensions", is_resources)
    .doc("The resources: a JSON list of objects of dimensions.");
/// What is done in periods without data.
pub(in crate::cms) const NO_DATA_POLICY: Spec<String> = text("NoDataPolicy")
    .one_of(&["KEEP_LAST_STATE", "INSUFFICIENT_DATA", "OK"])
    .doc("What becomes of the state where there is no data.");
/// Whether people are told that an alert is over.
pub(in crate::cms) const SEND_OK: Spec<bool> =
    flag("SendOK").doc("Whether people are told that an alert is over.");
/// How many periods in a row a condition has to hold at most (assumed: no page has a limit).
pub(in crate::cms) const MOST_TIMES: i64 = 1440;

/// How many push targets a call may have (the page of `DeleteMetricRuleTargets` has the number; of the other actions
/// it is assumed).
pub(in crate::cms) const MAX_TARGETS: usize = 5;

/// The most bytes of `Resources`, and the most resources of one call (the page of `CreateMetricRuleResources` has the
/// number; the limit of bytes is assumed).
const MAX_RESOURCES: (usize, usize) = (32_768, 100);

/// The most seconds of a period (assumed: no page has a limit).
pub(in crate::cms) const MAX_PERIOD: i64 = 86_400;

/// Seconds of a period that are written as digits: 1 to [`MAX_PERIOD`].
pub(in crate::cms) fn seconds(it: &str) -> Option<i64> {
    let digits = it.len() <= 5 && it.bytes().all(|b| b.is_ascii_digit());
    it.parse().ok().filter(|n| digits && (1..=MAX_PERIOD).contains(n))
}

/// Whether it is a number such as `90`, `-0.5` or `1e3`.
pub(in crate::cms) fn is_number(it: &str) -> bool {
    let of_number = |b: u8| b.is_ascii_digit() || b"+-.eE".contains(&b);
    it.len() <= 32 && it.bytes().all(of_number) && it.parse::<f64>().is_ok_and(f64::is_finite)
}

/// `CRITICAL`, `WARN` or `INFO` for a level in any case, or for its number (observed: Terraform's provider
/// reads the levels of rules in either form).
pub(in crate::cms) fn level(it: &str) -> Option<&'static str> {
    match it.to_ascii_lowercase().as_str() {
        "critical" | "2" => Some("CRITICAL"),
        "warn" | "3" => Some("WARN"),
        "info" | "4" => Some("INFO"),
        _ => None,
    }
}

/// The objects of `Resources`; `None` if they are not as they should be.
pub(in crate::cms) fn resources(it: &str) -> Option<Vec<Map<String, Value>>> {
    serde_json::from_str(it).ok()
}

fn is_resources(it: &str) -> bool {
    let plain = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    it.len() <= MAX_RESOURCES.0
        && resources(it).is_some_and(|list| {
            (1..=MAX_RESOURCES.1).contains(&list.len())
                && list.iter().all(|one| !one.is_empty() && one.values().all(plain))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_a_finite_decimal_number() {
        for good in ["0", "90", "-1.5", "1e3", "+2", ".5"] {
            assert!(is_number(good), "{good}");
        }
        for bad in ["", "x", "NaN", "inf", "infinity", "1e999", "0x10", "1,5", "--1"] {
            assert!(!is_number(bad), "{bad}");
        }
    }

    #[test]
    fn resources_are_objects_of_plain_values() {
        for good in [r#"[{"instanceId":"i-1"}]"#, r#"[{"groupId":7,"dimension":"a=b"}]"#] {
            assert!(is_resources(good), "{good}");
        }
        for bad in ["", "[]", "{}", "[{}]", "[1]", r#"[{"a":{}}]"#, r#"[{"a":null}]"#, "[[]]"] {
            assert!(!is_resources(bad), "{bad}");
        }
        let many = |n| format!("[{}]", vec![r#"{"a":"b"}"#; n].join(","));
        assert!(is_resources(&many(100)) && !is_resources(&many(101)));
        assert!(!is_resources(&format!(r#"[{{"a":"{}"}}]"#, "x".repeat(32_768))));
    }

    #[test]
    fn a_period_is_a_number_of_seconds_of_a_day_at_most() {
        assert_eq!([seconds("60"), seconds("86400")], [Some(60), Some(86_400)]);
        for bad in ["", "0", "-1", "+60", "86401", "1.5", "99999999999999999999"] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
    }
}
