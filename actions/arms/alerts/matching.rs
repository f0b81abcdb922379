//! Which policies an event fits: conditions on its labels.
//!
//! Documented: the operators `eq`, `neq` (a published client also sends `ne`), `in` (contains), `nin`, `re` and `nre`;
//! the conditions of one list are joined by AND, the lists by OR; a policy without lists fits every event; one
//! that discards outranks those that notify. Assumed: a label that an event does not have is empty; the value of `in`
//! may be a list with commas, one part of which has to be contained; a regular expression has to fit the whole value, as in
//! Prometheus; a condition that cannot be evaluated fits nothing.

use regex_lite::Regex;

use crate::{
    arms::{
        policies::{
            patterns,
            policy::{Condition, Policy},
        },
        tables::events::Labels,
    },
    shared::text::comma_list,
};

/// A condition that is ready to be evaluated.
enum Test {
    Is(String),
    IsNot(String),
    Contains(Vec<String>),
    ContainsNot(Vec<String>),
    Fits(Regex),
    FitsNot(Regex),
    Never,
}

impl Test {
    fn of(condition: &Condition) -> Self {
        let value = condition.value.clone();
        let parts = || comma_list(&condition.value).map(str::to_owned).collect();
        match &*condition.operator {
            "eq" => Self::Is(value),
            "neq" | "ne" => Self::IsNot(value),
            "in" => Self::Contains(parts()),
            "nin" => Self::ContainsNot(parts()),
            "re" => patterns::compile(&value).map_or(Self::Never, Self::Fits),
            "nre" => patterns::compile(&value).map_or(Self::Never, Self::FitsNot),
            _ => Self::Never,
        }
    }

    fn fits(&self, value: &str) -> bool {
        let contains = |parts: &[String]| parts.iter().any(|part| value.contains(&**part));
        match self {
            Self::Is(it) => value == it,
            Self::IsNot(it) => value != it,
            Self::Contains(parts) => contains(parts),
            Self::ContainsNot(parts) => !contains(parts),
            Self::Fits(it) => it.is_match(value),
            Self::FitsNot(it) => !it.is_match(value),
            Self::Never => false,
        }
    }
}

/// Lists of conditions that are ready to be evaluated.
pub(super) struct Conditions(Vec<Vec<(String, Test)>>);

impl Conditions {
    pub(super) fn of(lists: &[Vec<Condition>]) -> Self {
        let one = |it: &Condition| (it.key.clone(), Test::of(it));
        Self(lists.iter().map(|list| list.iter().map(one).collect()).collect())
    }

    /// Whether an event with these labels fits.
    pub(super) fn fits(&self, labels: &Labels) -> bool {
        let value = |key: &str| labels.get(key).map_or("", String::as_str);
        let all = |list: &Vec<(String, Test)>| list.iter().all(|(key, test)| test.fits(value(key)));
        self.0.is_empty() || self.0.iter().any(all)
    }
}

/// A policy whose conditions are ready to be evaluated.
pub(super) struct Matcher {
    policy: Policy,
    conditions: Conditions,
}

impl Matcher {
    pub(super) fn of(policy: Policy) -> Self {
        Self { conditions: Conditions::of(&policy.rules.matching), policy }
    }
}

/// What becomes of an event.
pub(super) enum Matched<'a> {
    /// A policy discards it.
    Discarded,
    /// These policies notify of it.
    Notified(Vec<&'a Policy>),
}

/// Which of the policies fit an event with these labels.
pub(super) fn matched<'a>(matchers: &'a [Matcher], labels: &Labels) -> Matched<'a> {
    let fit: Vec<&Policy> =
        matchers.iter().filter(|it| it.conditions.fits(labels)).map(|it| &it.policy).collect();
    if fit.iter().any(|policy| policy.rules.discard) {
        return Matched::Discarded;
    }
    Matched::Notified(fit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arms::policies::policy::PolicyRules;

    fn policy(discard: bool, matching: &[&[(&str, &str, &str)]]) -> Policy {
        let condition = |(key, operator, value): &(&str, &str, &str)| Condition {
            key: (*key).into(),
            value: (*value).into(),
            operator: (*operator).into(),
        };
        let matching = matching.iter().map(|list| list.iter().map(condition).collect()).collect();
        let rules = PolicyRules { matching, discard, ..PolicyRules::default() };
        Policy { id: 1, name: "p".into(), enabled: true, rules, made: 0, changed: 0 }
    }

    fn fits(matching: &[&[(&str, &str, &str)]]) -> bool {
        let labels = [("app", "web-1"), ("env", "prod")];
        let labels = labels.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        Matcher::of(policy(false, matching)).conditions.fits(&labels)
    }

    #[test]
    fn each_operator_decides_as_documented() {
        for (key, operator, value, want) in [
            ("app", "eq", "web-1", true),
            ("app", "eq", "web", false),
            ("app", "neq", "web", true),
            ("app", "ne", "web-1", false),
            ("app", "in", "web", true),
            ("app", "in", "db, web", true),
            ("app", "in", "db", false),
            ("app", "in", "", false),
            ("app", "nin", "db", true),
            ("app", "nin", "web,db", false),
            ("app", "re", "web-[0-9]+", true),
            ("app", "re", "web", false),
            ("app", "re", "a|web-1", true),
            ("app", "nre", "web", true),
            ("app", "nre", "web.*", false),
            ("gone", "eq", "", true),
            ("gone", "neq", "x", true),
            ("gone", "re", ".*", true),
            ("app", "like", "web-1", false),
            ("app", "re", "(", false),
            ("app", "nre", "(", false),
        ] {
            assert_eq!(fits(&[&[(key, operator, value)]]), want, "{key} {operator} {value}");
        }
    }

    #[test]
    fn conditions_are_joined_by_and_and_lists_by_or() {
        let (yes, no) = (("app", "eq", "web-1"), ("env", "eq", "test"));
        assert!(fits(&[]));
        assert!(!fits(&[&[yes, no]]));
        assert!(fits(&[&[yes, no], &[yes]]));
        assert!(fits(&[&[no], &[yes, yes]]));
    }

    #[test]
    fn an_expression_that_is_too_large_fits_nothing() {
        assert!(!fits(&[&[("app", "nre", "(a{1000}){1000}")]]));
    }

    #[test]
    fn a_policy_that_discards_outranks_those_that_notify() {
        let all = [policy(false, &[]), policy(true, &[&[("env", "eq", "prod")]])].map(Matcher::of);
        let labels = |env: &str| [("env".to_owned(), env.to_owned())].into();
        assert!(matches!(matched(&all, &labels("prod")), Matched::Discarded));
        assert!(matches!(matched(&all, &labels("test")), Matched::Notified(it) if it.len() == 1));
    }
}
