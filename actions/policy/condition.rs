//! Conditions: the operators, and how they are evaluated.
//!
//! Assumed: `*` as an address in a condition is any address; a negated operator holds for a key that the call does not
//! have, and for a call's value only if it differs from all.

use std::cmp::Ordering;

use super::{
    context::{Context, KeyName, PRINCIPAL_ARN, SOURCE_IP, Value},
    matching::Glob,
    operand::{self, Number, Range},
};

/// A condition operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Its name, spelt exactly so.
    pub name: &'static str,
    /// How it compares.
    pub class: Class,
    /// Whether the result is negated, so that it also holds for a key missing from the call.
    pub negated: bool,
}

/// How an operator compares a value of the call with a value of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The same characters.
    Exact,
    /// The same characters, ignoring the case of ASCII letters.
    Fold,
    /// Wildcards, with case.
    Like,
    /// As numbers.
    Number(Order),
    /// As times.
    Date(Order),
    /// As `true` or `false`.
    Bool,
    /// An address within a range.
    Ip,
}

/// What the call's value must be, compared with the policy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The same.
    Equal,
    /// Less.
    Less,
    /// Less, or the same.
    LessEqual,
    /// Greater.
    Greater,
    /// Greater, or the same.
    GreaterEqual,
}

impl Order {
    fn holds(self, found: Ordering) -> bool {
        match self {
            Self::Equal => found.is_eq(),
            Self::Less => found.is_lt(),
            Self::LessEqual => found.is_le(),
            Self::Greater => found.is_gt(),
            Self::GreaterEqual => found.is_ge(),
        }
    }
}

const fn is(name: &'static str, class: Class) -> Operator {
    Operator { name, class, negated: false }
}

const fn not(name: &'static str, class: Class) -> Operator {
    Operator { name, class, negated: true }
}

/// Every operator. There is no `IfExists`, `Null`, `ForAnyValue` or `ForAllValues`.
pub static OPERATORS: &[Operator] = &[
    is("StringEquals", Class::Exact),
    not("StringNotEquals", Class::Exact),
    is("StringEqualsIgnoreCase", Class::Fold),
    not("StringNotEqualsIgnoreCase", Class::Fold),
    is("StringLike", Class::Like),
    not("StringNotLike", Class::Like),
    is("NumericEquals", Class::Number(Order::Equal)),
    not("NumericNotEquals", Class::Number(Order::Equal)),
    is("NumericLessThan", Class::Number(Order::Less)),
    is("NumericLessThanEquals", Class::Number(Order::LessEqual)),
    is("NumericGreaterThan", Class::Number(Order::Greater)),
    is("NumericGreaterThanEquals", Class::Number(Order::GreaterEqual)),
    is("DateEquals", Class::Date(Order::Equal)),
    not("DateNotEquals", Class::Date(Order::Equal)),
    is("DateLessThan", Class::Date(Order::Less)),
    is("DateLessThanEquals", Class::Date(Order::LessEqual)),
    is("DateGreaterThan", Class::Date(Order::Greater)),
    is("DateGreaterThanEquals", Class::Date(Order::GreaterEqual)),
    is("Bool", Class::Bool),
    is("IpAddress", Class::Ip),
    not("NotIpAddress", Class::Ip),
];

impl Operator {
    /// The operator called `name`.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        OPERATORS.iter().find(|o| o.name == name)
    }
}

/// One key under one operator: `"StringEquals": {"acs:ResourceTag/env": ["dev", "test"]}`.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    key: Box<str>,
    negated: bool,
    test: Comparison,
}

/// The comparison with the policy's parsed values, any one of which may match.
#[derive(Clone, Debug)]
enum Comparison {
    Exact(Box<[Box<str>]>),
    Fold(Box<[Box<str>]>),
    Like(Box<[Glob]>),
    /// The patterns are in lower case.
    FoldLike(Box<[Glob]>),
    Number(Order, Box<[Number]>),
    Date(Order, Box<[i64]>),
    Bool(bool),
    /// `None` matches every address.
    Ip(Box<[Option<Range>]>),
}

impl Condition {
    /// Parses a condition; the error says what is wrong with its values.
    pub(super) fn new(
        operator: &Operator,
        key: &str,
        values: &[String],
    ) -> Result<Self, &'static str> {
        fn all<T>(
            values: &[String],
            read: impl Fn(&str) -> Option<T>,
            wrong: &'static str,
        ) -> Result<Box<[T]>, &'static str> {
            values.iter().map(|v| read(v).ok_or(wrong)).collect()
        }
        let is = |name| KeyName(key) == KeyName(name);
        let texts = || values.iter().map(|v| v.as_str().into()).collect();
        let test = match operator.class {
            Class::Exact if !is(PRINCIPAL_ARN) => Comparison::Exact(texts()),
            Class::Exact | Class::Fold => Comparison::Fold(texts()),
            Class::Like if is(PRINCIPAL_ARN) => Comparison::FoldLike(
                values.iter().map(|v| Glob::new(&v.to_ascii_lowercase())).collect(),
            ),
            Class::Like => Comparison::Like(values.iter().map(|v| Glob::new(v)).collect()),
            Class::Number(order) => {
                Comparison::Number(order, all(values, Number::parse, "the value must be a number")?)
            }
            Class::Date(order) => Comparison::Date(
                order,
                all(
                    values,
                    operand::time,
                    "the value must be an ISO 8601 time with Z or an offset",
                )?,
            ),
            Class::Ip => {
                let every = |text: &str| is(SOURCE_IP) && text == "*";
                let wrong = "the value must be an IP address or a CIDR block";
                let read = |text: &str| {
                    if every(text) { Some(None) } else { Range::parse(text).map(Some) }
                };
                Comparison::Ip(all(values, read, wrong)?)
            }
            Class::Bool => match values {
                [one] => {
                    Comparison::Bool(operand::flag(one).ok_or("the value must be true or false")?)
                }
                _ => return Err("there must be exactly one Boolean value"),
            },
        };
        Ok(Self { key: key.into(), negated: operator.negated, test })
    }

    /// Whether it holds. Any one of several values of the call may match; a negated operator holds
    /// Whether it compares the values of `key`.
    pub(super) fn asks_for(&self, key: &str) -> bool {
        KeyName(&self.key) == KeyName(key)
    }

    /// if none matches, also when there are no values.
    pub(super) fn holds(&self, context: &Context<'_>) -> bool {
        context.values(&self.key).any(|value| self.test.passes(value)) != self.negated
    }
}

impl Comparison {
    fn passes(&self, value: &Value<'_>) -> bool {
        match self {
            Self::Exact(expected) => {
                let text = value.text();
                expected.iter().any(|expected_value| **expected_value == *text)
            }
            Self::Fold(expected) => {
                let text = value.text();
                expected.iter().any(|expected_value| expected_value.eq_ignore_ascii_case(&text))
            }
            Self::Like(globs) => {
                let text = value.text();
                globs.iter().any(|glob| glob.matches(&text))
            }
            Self::FoldLike(globs) => {
                let text = value.text().to_ascii_lowercase();
                globs.iter().any(|glob| glob.matches(&text))
            }
            Self::Number(order, expected) => Number::parse(&value.text()).is_some_and(|number| {
                expected.iter().any(|expected_value| {
                    number.compare(*expected_value).is_some_and(|o| order.holds(o))
                })
            }),
            Self::Date(order, expected) => value.time().is_some_and(|time| {
                expected.iter().any(|expected_value| order.holds(time.cmp(expected_value)))
            }),
            Self::Bool(expected_value) => value.flag() == Some(*expected_value),
            Self::Ip(ranges) => value
                .ip()
                .is_some_and(|ip| ranges.iter().any(|range| range.is_none_or(|r| r.contains(ip)))),
        }
    }
}
