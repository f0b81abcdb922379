//! Where the content of domains comes from, as calls give it and as answers show it.

use core::{net::IpAddr, ops::RangeInclusive};

use serde::Serialize;
use serde_json::Value;

use crate::cdn::{
    faults::{
        BAD_CHANGED_SOURCES, BAD_PRIORITY, BAD_SOURCE_CONTENT, BAD_SOURCE_TYPE, BAD_SOURCES,
        CHANGED_MISMATCH, MANY_SOURCES, MISMATCH, NO_SOURCE_CONTENT, NO_SOURCE_TYPE,
    },
    service::Service,
    tables::domains::Source,
};
use crate::{Fault, Result, x509::is_domain};

/// The most sources of a domain (documented).
const MOST: usize = 20;
/// What a source has that says nothing of it (documented).
const USUAL_PORT: i64 = 80;
const USUAL_PRIORITY: i64 = 20;
const USUAL_WEIGHT: i64 = 10;

/// What sources are refused with: other codes when a domain is added than when it is changed (documented).
pub(super) struct Refusals {
    malformed: Fault,
    no_type: Fault,
    no_content: Fault,
    bad_type: Fault,
    bad_content: Fault,
    mismatch: Fault,
}

impl Refusals {
    /// Of a domain that is added.
    pub(super) const fn when_added(service: Service) -> Self {
        let malformed = BAD_SOURCES.of(service);
        Self {
            malformed,
            no_type: malformed,
            no_content: malformed,
            bad_type: malformed,
            bad_content: malformed,
            mismatch: MISMATCH,
        }
    }

    /// Of a domain that is changed.
    pub(super) const fn when_changed() -> Self {
        Self {
            malformed: BAD_CHANGED_SOURCES,
            no_type: NO_SOURCE_TYPE,
            no_content: NO_SOURCE_CONTENT,
            bad_type: BAD_SOURCE_TYPE,
            bad_content: BAD_SOURCE_CONTENT,
            mismatch: CHANGED_MISMATCH,
        }
    }
}

/// The member of an object, whatever the case of its letters (observed: clients mix them).
fn member<'a>(of: &'a Value, name: &str) -> Option<&'a Value> {
    let of = of.as_object()?;
    of.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn text(of: &Value, name: &str) -> Option<String> {
    let found = member(of, name)?.as_str()?.trim();
    (!found.is_empty()).then(|| found.to_owned())
}

/// A number, which may stand in quotes; `None` if it is none.
fn number(of: &Value, name: &str, usual: i64) -> Option<i64> {
    match member(of, name) {
        None | Some(Value::Null) => Some(usual),
        Some(Value::String(it)) if it.is_empty() => Some(usual),
        Some(Value::String(it)) => it.trim().parse().ok().filter(|_| !it.contains('+')),
        Some(it) => it.as_i64(),
    }
}

fn source(it: &Value, refusals: &Refusals) -> Result<Source, Fault> {
    let kind = text(it, "type").ok_or(refusals.no_type)?.to_lowercase();
    let content = text(it, "content").ok_or(refusals.no_content)?;
    let is_address = content.parse::<IpAddr>().is_ok();
    let is_name = !is_address && is_domain(&content) && content.contains('.');
    let is_host = |it: char| it.is_ascii_alphanumeric() || ".-_:".contains(it);
    match &*kind {
        "ipaddr" | "domain" | "oss" | "fc_domain" if !content.chars().all(is_host) => {
            return Err(refusals.bad_content);
        }
        "ipaddr" if !is_address => return Err(refusals.mismatch),
        "domain" | "oss" | "fc_domain" if !is_name => return Err(refusals.mismatch),
        "ipaddr" | "domain" | "oss" | "fc_domain" | "common" => {}
        _ => return Err(refusals.bad_type),
    }
    let within = |name, usual, range: RangeInclusive<i64>| {
        number(it, name, usual).filter(|it| range.contains(it))
    };
    Ok(Source {
        priority: within("priority", USUAL_PRIORITY, 0..=100).ok_or(BAD_PRIORITY)?,
        port: within("port", USUAL_PORT, 1..=65_535).ok_or(refusals.malformed)?,
        weight: within("weight", USUAL_WEIGHT, 0..=99).ok_or(refusals.malformed)?,
        kind,
        content,
    })
}

/// The sources of a call: a JSON list.
pub(super) fn parse(text: &str, refusals: &Refusals) -> Result<Vec<Source>> {
    let all = match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(all)) if !all.is_empty() => all,
        _ => return Err(refusals.malformed.into()),
    };
    if all.len() > MOST {
        return Err(MANY_SOURCES.into());
    }
    Ok(all.iter().map(|it| source(it, refusals)).collect::<Result<_, _>>()?)
}

/// A source in answers: its priority and its weight are texts (documented).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownSource {
    #[serde(rename = "Type")]
    kind: String,
    content: String,
    port: i64,
    priority: String,
    weight: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<&'static str>,
}

/// The sources of a domain, each with whether it is used where the answer has that.
pub(super) fn shown(all: Vec<Source>, with_enabled: bool) -> Vec<ShownSource> {
    let shown = |it: Source| ShownSource {
        kind: it.kind,
        content: it.content,
        port: it.port,
        priority: it.priority.to_string(),
        weight: it.weight.to_string(),
        enabled: with_enabled.then_some("online"),
    };
    all.into_iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, refusals: &Refusals) -> String {
        parse(text, refusals).err().map(|it| it.into_fields().code.into_owned()).unwrap_or_default()
    }

    #[test]
    fn keys_have_any_case_and_numbers_may_be_texts() {
        let text = r#"[{"Type":"ipaddr","content":"192.0.2.1","PORT":"443","Weight":"30","priority":30},
            {"type":"oss","content":"b.oss-cn-hangzhou.aliyuncs.com"}]"#;
        let found = parse(text, &Refusals::when_changed()).unwrap();
        let numbers = |it: &Source| (it.port, it.priority, it.weight);
        assert_eq!(numbers(&found[0]), (443, 30, 30));
        assert_eq!(numbers(&found[1]), (80, 20, 10));
    }

    #[test]
    fn what_is_wrong_has_a_code_for_each_kind_of_call() {
        let (added, changed) = (Refusals::when_added(Service::Cdn), Refusals::when_changed());
        for (text, when_added, when_changed) in [
            ("", "InvalidSources.Malformed", "Abs.Sources.Malformed"),
            ("[]", "InvalidSources.Malformed", "Abs.Sources.Malformed"),
            (r#"[{"content":"a.com"}]"#, "InvalidSources.Malformed", "MissingSource.Type"),
            (r#"[{"type":"oss"}]"#, "InvalidSources.Malformed", "MissingSource.Content"),
            (
                r#"[{"type":"ftp","content":"a.com"}]"#,
                "InvalidSources.Malformed",
                "InvalidSource.Type.Malformed",
            ),
            (
                r#"[{"type":"domain","content":"a b"}]"#,
                "InvalidSources.Malformed",
                "InvalidSource.Content.Malformed",
            ),
            (
                r#"[{"type":"domain","content":"192.0.2.1"}]"#,
                "InvalidTypeAndContent.MissMatch",
                "InvalidTypeContent.Mismatch",
            ),
            (
                r#"[{"type":"ipaddr","content":"a.com","priority":101}]"#,
                "InvalidTypeAndContent.MissMatch",
                "InvalidTypeContent.Mismatch",
            ),
            (
                r#"[{"type":"domain","content":"a.com","port":0}]"#,
                "InvalidSources.Malformed",
                "Abs.Sources.Malformed",
            ),
            (
                r#"[{"type":"domain","content":"a.com","port":"+80"}]"#,
                "InvalidSources.Malformed",
                "Abs.Sources.Malformed",
            ),
            (
                r#"[{"type":"domain","content":"a.com","priority":"x"}]"#,
                "InvalidSource.Priority.Malformed",
                "InvalidSource.Priority.Malformed",
            ),
        ] {
            assert_eq!(code(text, &added), when_added, "{text}");
            assert_eq!(code(text, &changed), when_changed, "{text}");
        }
    }
}
