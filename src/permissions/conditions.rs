//! Conditions that can never hold, and keys that no call has.

use actions::policy::{Class, Operator, Order};
use serde_json::Value;

use super::known::nearest;

/// What the values of a key are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    Text,
    Time,
    Flag,
    Address,
}

/// The keys that do not belong to one service. truth: those that the policies here know are documented, the others
/// (`acs:PrincipalRDId`, `acs:PrincipalRDPath`, `acs:SourceVpc`, `acs:VpcSourceIp`) are assumed. `oidc:` and `saml:` are
/// those of trust policies.
const KEYS: [(&str, Values); 17] = [
    ("acs:CurrentTime", Values::Time),
    ("acs:MFAPresent", Values::Flag),
    ("acs:PrincipalARN", Values::Text),
    ("acs:PrincipalRDId", Values::Text),
    ("acs:PrincipalRDPath", Values::Text),
    ("acs:RequestTag/", Values::Text),
    ("acs:ResourceGroupId", Values::Text),
    ("acs:ResourceTag/", Values::Text),
    ("acs:SecureTransport", Values::Flag),
    ("acs:SourceIp", Values::Address),
    ("acs:SourceVpc", Values::Text),
    ("acs:VpcSourceIp", Values::Address),
    ("sts:ExternalId", Values::Text),
    ("oidc:aud", Values::Text),
    ("oidc:iss", Values::Text),
    ("oidc:sub", Values::Text),
    ("saml:recipient", Values::Text),
];

/// A finding: the operator and, where it is about one, the key; the rule; the sentence.
pub(super) type Found = (Vec<String>, &'static str, String);

const NEVER: &str = "condition-never-holds";

/// One key under one operator.
struct Test<'a> {
    operator: &'static Operator,
    key: &'a str,
    values: Vec<String>,
}

impl Test<'_> {
    fn place(&self) -> Vec<String> {
        vec![self.operator.name.to_owned(), self.key.to_owned()]
    }

    fn is_on(&self, other: &Self) -> bool {
        let name = |key: &str| {
            let (name, tag) = key.split_at(key.find('/').unwrap_or(key.len()));
            (name.to_ascii_lowercase(), tag.to_owned())
        };
        name(self.key) == name(other.key)
    }
}

/// What is found in the conditions of a statement that can be parsed.
pub(super) fn findings(statement: &Value, trust: bool, now: i64) -> Vec<Found> {
    let Some(conditions) = statement["Condition"].as_object() else { return Vec::new() };
    let mut tests = Vec::new();
    for (operator, keys) in conditions {
        let (Some(operator), Some(keys)) = (Operator::find(operator), keys.as_object()) else {
            continue;
        };
        for (key, values) in keys {
            tests.push(Test { operator, key, values: texts(values) });
        }
    }
    let mut found = Vec::new();
    for (at, test) in tests.iter().enumerate() {
        found.extend(of_key(test, trust));
        found.extend(of_the_past(test, now));
        for other in &tests[..at] {
            found.extend(contradiction(other, test));
        }
    }
    found
}

fn texts(value: &Value) -> Vec<String> {
    let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    match value {
        Value::Array(all) => all.iter().map(text).collect(),
        one => vec![text(one)],
    }
}

/// What is wrong with a key by itself.
fn of_key(test: &Test<'_>, trust: bool) -> Option<Found> {
    let (operator, key) = (test.operator, test.key);
    let lower = key.to_ascii_lowercase();
    let found = KEYS.iter().find(|(name, _)| {
        let name = name.to_ascii_lowercase();
        lower == name
            || (name.ends_with('/') && lower.len() > name.len() && lower.starts_with(&name))
    });
    let Some((name, values)) = found else {
        // Those of other services are not listed here.
        let common = ["acs:", "sts:", "oidc:", "saml:"].iter().any(|it| lower.starts_with(it));
        let near = nearest(key, KEYS.iter().map(|(name, _)| *name));
        let near = near.map(|near| format!("; the nearest is {near}")).unwrap_or_default();
        let sentence = format!("No call has the condition key {key}{near}.");
        return common.then(|| (test.place(), "unknown-condition-key", sentence));
    };
    let of_trust = name.starts_with("oidc:") || name.starts_with("saml:");
    if of_trust && !trust && !operator.negated {
        let sentence = format!(
            "{key} is there only where the trust policy of a role is asked, so this never holds."
        );
        return Some((test.place(), NEVER, sentence));
    }
    let fits = match operator.class {
        Class::Exact | Class::Fold | Class::Like => true,
        Class::Number(_) => *values == Values::Text,
        Class::Date(_) => *values == Values::Time,
        Class::Bool => *values == Values::Flag,
        Class::Ip => *values == Values::Address,
    };
    if !fits && !operator.negated {
        let right = match values {
            Values::Text => "a String operator",
            Values::Time => "a Date operator",
            Values::Flag => "Bool",
            Values::Address => "IpAddress",
        };
        let sentence = format!("{} never holds for {key}: compare it with {right}.", operator.name);
        return Some((test.place(), NEVER, sentence));
    }
    let literal = matches!(operator.class, Class::Exact | Class::Fold)
        && test.values.iter().any(|it| it.contains(['*', '?']));
    literal.then(|| {
        let like = if operator.negated { "StringNotLike" } else { "StringLike" };
        let sentence = format!(
            "{} takes no wildcards, so * and ? stand for themselves: use {like}.",
            operator.name
        );
        (test.place(), "literal-wildcard", sentence)
    })
}

/// A time that has passed, after which nothing can be.
fn of_the_past(test: &Test<'_>, now: i64) -> Option<Found> {
    let Class::Date(Order::Less | Order::LessEqual | Order::Equal) = test.operator.class else {
        return None;
    };
    let current = test.key.eq_ignore_ascii_case("acs:CurrentTime") && !test.operator.negated;
    let last =
        test.values.iter().filter_map(|it| time(it)).max().filter(|last| current && *last < now)?;
    let sentence =
        format!("This held until {}, which has passed.", actions::shared::format::iso(last));
    Some((test.place(), NEVER, sentence))
}

fn time(text: &str) -> Option<i64> {
    chrono::DateTime::parse_from_rfc3339(text).ok().map(|it| it.timestamp_millis())
}

/// Two tests of one key that cannot both hold.
fn contradiction(one: &Test<'_>, other: &Test<'_>) -> Option<Found> {
    if !one.is_on(other) {
        return None;
    }
    let never = |why: String| {
        Some((
            other.place(),
            NEVER,
            format!(
                "{} and {} on {} never hold together: {why}.",
                one.operator.name, other.operator.name, other.key
            ),
        ))
    };
    // What must be one of these, and none of those.
    let (positive, negative) = if one.operator.negated { (other, one) } else { (one, other) };
    if negative.operator.negated
        && !positive.operator.negated
        && positive.operator.class == negative.operator.class
    {
        let all = positive.values.iter().all(|it| negative.values.contains(it));
        return if all {
            never(format!("each of {} is excluded", positive.values.join(", ")))
        } else {
            None
        };
    }
    let bounds = |test: &Test<'_>| -> Option<(bool, bool, f64)> {
        let (Class::Date(order) | Class::Number(order)) = test.operator.class else { return None };
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of dates are exact in 53 bits"
        )]
        let numbers = test.values.iter().filter_map(|it| match test.operator.class {
            Class::Date(_) => time(it).map(|it| it as f64),
            _ => it.parse::<f64>().ok(),
        });
        // Any one of several values may hold: the widest counts.
        Some(match order {
            Order::Greater => (true, false, numbers.fold(f64::INFINITY, f64::min)),
            Order::GreaterEqual => (true, true, numbers.fold(f64::INFINITY, f64::min)),
            Order::Less => (false, false, numbers.fold(f64::NEG_INFINITY, f64::max)),
            Order::LessEqual => (false, true, numbers.fold(f64::NEG_INFINITY, f64::max)),
            Order::Equal => return None,
        })
    };
    let (a, b) = (bounds(one)?, bounds(other)?);
    let (low, high) = match (a.0, b.0) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    // Of two bounds that are alike both must count themselves.
    let meets = if low.1 && high.1 { low.2 <= high.2 } else { low.2 < high.2 };
    if meets { None } else { never("no value is between".to_owned()) }
}
