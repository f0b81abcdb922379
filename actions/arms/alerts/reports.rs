//! Reports of events: what sources send, in the form of Prometheus Alertmanager or in a flat one.
//!
//! Documented: the labels that events have by default, the levels of severities, and that an event needs a name. Assumed:
//! an event without a severity is of level P4; in the flat form each member that has no meaning of its own is a label;
//! an end in the future is the time at which the event ends unless it is reported again, as in Alertmanager.

use chrono::DateTime;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::arms::tables::events::Labels;

/// How many labels, and how many annotations, an event may have.
const MOST_LABELS: usize = 64;
/// The most bytes of a name, of the value of a label and of that of an annotation.
const NAME_BYTES: usize = 256;
const LABEL_BYTES: usize = 2048;
const ANNOTATION_BYTES: usize = 8192;

/// The most bytes of all labels and annotations of an event together (assumed).
pub(super) const EVENT_BYTES: usize = 64 * 1024;

/// A report of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// What all reports of the same event have alike.
    pub(super) fingerprint: String,
    /// The label `alertname`.
    pub(super) name: String,
    /// `P1` to `P6`.
    pub(super) severity: String,
    pub(super) labels: Labels,
    pub(super) annotations: Labels,
    pub(super) generator: String,
    /// When it began, in milliseconds.
    pub(super) starts: Option<i64>,
    /// When it ended, or is to end.
    pub(super) ends: Option<i64>,
    /// Whether it says that the event is over.
    pub(super) resolved: bool,
}

/// Where reports come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) account: &'a str,
    pub(super) region: &'a str,
    /// The id and the name of the integration, if it is one.
    pub(super) integration: Option<(i64, &'a str)>,
}

/// A member that is wrong, and why.
pub(super) type Wrong = (&'static str, String);

/// The members that have a meaning.
const KNOWN: [&str; 9] = [
    "labels",
    "annotations",
    "startsAt",
    "endsAt",
    "generatorURL",
    "alertname",
    "severity",
    "status",
    "message",
];

/// The levels of events and alerts (documented).
pub(super) const LEVELS: &[&str] = &["P1", "P2", "P3", "P4", "P5", "P6"];

/// The level of a severity (documented: critical, error, warn and page are P1 to P4); none if it is unknown.
pub(super) fn level(severity: &str) -> Option<&'static str> {
    Some(match severity.to_ascii_lowercase().as_str() {
        "critical" | "p1" => "P1",
        "error" | "p2" => "P2",
        "warn" | "warning" | "p3" => "P3",
        "page" | "p4" => "P4",
        "p5" => "P5",
        "p6" => "P6",
        _ => return None,
    })
}

/// Reads a report. `flat` is whether unknown members are labels.
pub(super) fn read(
    members: &Map<String, Value>,
    source: Source<'_>,
    flat: bool,
) -> Result<Report, Wrong> {
    let mut labels = texts(members, "labels", LABEL_BYTES)?;
    let mut annotations = texts(members, "annotations", ANNOTATION_BYTES)?;
    if flat {
        for (name, value) in members.iter().filter(|(name, _)| !KNOWN.contains(&&***name)) {
            if let Some(value) = text(value).filter(|it| it.len() <= LABEL_BYTES) {
                labels.entry(name.clone()).or_insert(value);
            }
        }
        if labels.len() > MOST_LABELS || labels.keys().any(|name| name.len() > NAME_BYTES) {
            return Err(("labels", format!("at most {MOST_LABELS} with short names")));
        }
    }
    let member = |name: &'static str| match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => text(value)
            .filter(|it| it.len() <= ANNOTATION_BYTES)
            .map(Some)
            .ok_or_else(|| (name, "it must be a short text".to_owned())),
    };
    if let Some(message) = member("message")? {
        annotations.entry("message".into()).or_insert(message);
    }
    if let Some(name) = member("alertname")?.filter(|it| it.len() <= LABEL_BYTES) {
        labels.entry("alertname".into()).or_insert(name);
    }
    let name = labels.get("alertname").filter(|it| !it.is_empty()).cloned();
    let name = name.ok_or_else(|| ("alertname", "labels.alertname is required".to_owned()))?;
    let severity = match member("severity")? {
        Some(severity) => {
            let level = level(&severity).ok_or_else(|| {
                let levels = "critical, error, warn, page, or P1 to P6";
                ("severity", format!("it must be one of {levels}"))
            })?;
            Some((severity, level))
        }
        None => None,
    };
    let resolved = match member("status")?.as_deref() {
        None | Some("firing") => false,
        Some("resolved") => true,
        Some(_) => return Err(("status", "it must be firing or resolved".into())),
    };
    if bytes(&labels) + bytes(&annotations) > EVENT_BYTES {
        let why = format!("labels and annotations have more than {EVENT_BYTES} bytes");
        return Err(("annotations", why));
    }
    let (starts, ends) = (time(members, "startsAt")?, time(members, "endsAt")?);
    let generator = member("generatorURL")?.unwrap_or_default();
    // Before the labels that are filled in, so that a report of the end needs only those of the source.
    let fingerprint = fingerprint(source, &labels);
    let level = match &severity {
        Some((_, level)) => level,
        None => labels.get("severity").and_then(|it| level(it)).unwrap_or("P4"),
    };
    if let Some((severity, _)) = &severity {
        labels.entry("severity".into()).or_insert(severity.clone());
    }
    fill(&mut labels, source, &name, level);
    Ok(Report {
        fingerprint,
        name,
        severity: level.to_owned(),
        labels,
        annotations,
        generator,
        starts,
        ends,
        resolved,
    })
}

/// Fills in the labels that events have by default; what an event is about is known to its source alone.
fn fill(labels: &mut Labels, source: Source<'_>, name: &str, level: &str) {
    let id = source.integration.map(|(id, _)| id.to_string());
    let usual = [
        ("_aliyun_arms_alert_name", Some(name)),
        ("_aliyun_arms_alert_level", Some(level)),
        ("_aliyun_arms_alert_type", Some("CUSTOM")),
        ("_aliyun_arms_region_id", Some(source.region)),
        ("_aliyun_arms_userid", Some(source.account)),
        ("_aliyun_arms_product_type", Some("CUSTOM")),
        ("_aliyun_arms_integration_id", id.as_deref()),
        ("_aliyun_arms_integration_name", source.integration.map(|(_, name)| name)),
    ];
    for (label, value) in usual {
        if let Some(value) = value {
            labels.entry(label.to_owned()).or_insert_with(|| value.to_owned());
        }
    }
}

/// 32 hexadecimal digits that stand for the labels of a source.
fn fingerprint(source: Source<'_>, labels: &Labels) -> String {
    let mut hash = Sha256::new();
    hash.update(source.integration.map_or(0, |(id, _)| id).to_be_bytes());
    for text in labels.iter().flat_map(|(name, value)| [name, value]) {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    base16ct::lower::encode_string(&hash.finalize()[..16])
}

/// How many bytes labels or annotations have, with their names.
pub(super) fn bytes(labels: &Labels) -> usize {
    labels.iter().map(|(name, value)| name.len() + value.len()).sum()
}

/// A text, a number or a truth value as a text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn texts(members: &Map<String, Value>, name: &'static str, most: usize) -> Result<Labels, Wrong> {
    let map = match members.get(name) {
        None | Some(Value::Null) => return Ok(Labels::new()),
        Some(Value::Object(map)) if map.len() <= MOST_LABELS => map,
        Some(_) => {
            return Err((name, format!("it must be an object of {MOST_LABELS} texts at most")));
        }
    };
    map.iter()
        .map(|(key, value)| {
            let value = text(value).filter(|it| it.len() <= most && key.len() <= NAME_BYTES);
            let value = value.ok_or_else(|| (name, format!("`{key}` must be a short text")))?;
            Ok((key.clone(), value))
        })
        .collect()
}

/// A time as RFC 3339 or in milliseconds; the year 1, which Alertmanager sends for none, is none.
fn time(members: &Map<String, Value>, name: &'static str) -> Result<Option<i64>, Wrong> {
    let wrong = || (name, "it must be a time, such as 2026-01-01T00:00:00Z".to_owned());
    let at = match members.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) if text.is_empty() => return Ok(None),
        Some(Value::String(text)) => {
            DateTime::parse_from_rfc3339(text).map_err(|_| wrong())?.timestamp_millis()
        }
        Some(value) => value.as_i64().ok_or_else(wrong)?,
    };
    // Up to the year 9999.
    if at > 253_402_300_799_999 { Err(wrong()) } else { Ok(Some(at).filter(|at| *at > 0)) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SOURCE: Source<'_> =
        Source { account: "1000000000000001", region: "cn-hangzhou", integration: None };

    fn of(value: &Value) -> Result<Report, Wrong> {
        read(value.as_object().unwrap(), SOURCE, true)
    }

    #[test]
    fn the_usual_labels_are_filled_in() {
        let report =
            of(&json!({ "alertname": "cpu", "severity": "critical", "host": "a" })).unwrap();
        for (label, value) in [
            ("alertname", "cpu"),
            ("severity", "critical"),
            ("host", "a"),
            ("_aliyun_arms_alert_name", "cpu"),
            ("_aliyun_arms_alert_level", "P1"),
            ("_aliyun_arms_region_id", "cn-hangzhou"),
            ("_aliyun_arms_userid", "1000000000000001"),
        ] {
            assert_eq!(report.labels.get(label).map(String::as_str), Some(value), "{label}");
        }
    }

    #[test]
    fn the_end_of_an_event_is_known_by_the_labels_that_its_source_gave() {
        let fires = of(&json!({
            "alertname": "cpu", "severity": "warn", "annotations": { "message": "98 %" },
        }));
        let ends = of(&json!({ "labels": { "alertname": "cpu" }, "status": "resolved" }));
        let other = of(&json!({ "alertname": "cpu", "labels": { "host": "b" } }));
        let (fires, ends, other) = (fires.unwrap(), ends.unwrap(), other.unwrap());
        assert_eq!(fires.fingerprint, ends.fingerprint);
        assert_ne!(fires.fingerprint, other.fingerprint);
        assert!(ends.resolved && !fires.resolved);
        assert_eq!((&*fires.severity, &*other.severity), ("P3", "P4"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let many: Map<String, Value> = (0..100).map(|n| (format!("l{n}"), json!("x"))).collect();
        let long = json!("x".repeat(ANNOTATION_BYTES));
        let large: Map<String, Value> = (0..9).map(|n| (n.to_string(), long.clone())).collect();
        for (body, name) in [
            (json!({}), "alertname"),
            (json!({ "alertname": "a", "severity": "loud" }), "severity"),
            (json!({ "alertname": "a", "status": "gone" }), "status"),
            (json!({ "alertname": "a", "startsAt": "yesterday" }), "startsAt"),
            (json!({ "alertname": "a", "endsAt": i64::MAX }), "endsAt"),
            (json!({ "alertname": "a", "labels": [] }), "labels"),
            (json!({ "alertname": "a", "labels": many }), "labels"),
            (json!({ "alertname": "a", "annotations": { "x": {} } }), "annotations"),
            (json!({ "alertname": "a", "annotations": large }), "annotations"),
        ] {
            assert_eq!(of(&body).unwrap_err().0, name, "{body}");
        }
    }

    #[test]
    fn times_are_read_as_alertmanager_sends_them() {
        let report = of(&json!({
            "alertname": "a", "startsAt": "2026-01-01T00:00:00.5Z", "endsAt": "0001-01-01T00:00:00Z",
        }));
        let report = report.unwrap();
        assert_eq!((report.starts, report.ends), (Some(1_767_225_600_500), None));
    }
}
