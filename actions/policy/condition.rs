//! Conditions: the operators, the request context, and their evaluation.
//!
//! Assumed: `*` as an address in a condition is any address; a negated operator holds for a key that the call does not
//! have, and for a call's value only if it differs from all.

use std::{borrow::Cow, cmp::Ordering, net::IpAddr};

use super::{
    matching::Glob,
    operand::{self, Number, Range},
    steps::step,
};
use crate::shared::format;

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

/// The key of the caller's ARN. ARNs are compared without case here (assumed: the vendor's pages
/// write those of the roles of services in lower case, whatever the case of the role).
const PRINCIPAL_ARN: &str = "acs:PrincipalARN";
/// The key of the resource group that holds the resource of the call.
pub(super) const RESOURCE_GROUP: &str = "acs:ResourceGroupId";
/// The key of the caller's IP address.
const SOURCE_IP: &str = "acs:SourceIp";

/// The name of a condition key. It is case-insensitive except after a slash, where the key of a tag
/// follows: `acs:RequestTag/env` and `acs:RequestTag/Env` are of different tags.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyName<'a>(pub(super) &'a str);

impl<'a> KeyName<'a> {
    fn parts(self) -> (&'a [u8], &'a str) {
        let (name, tag) = self.0.split_at(self.0.find('/').unwrap_or(self.0.len()));
        (name.as_bytes(), tag)
    }
}

impl Ord for KeyName<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        step();
        let ((name, tag), (other_name, other_tag)) = (self.parts(), other.parts());
        let (name, other_name) = (name.iter(), other_name.iter());
        let folded = name.map(u8::to_ascii_lowercase);
        folded.cmp(other_name.map(u8::to_ascii_lowercase)).then_with(|| tag.cmp(other_tag))
    }
}

impl PartialOrd for KeyName<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for KeyName<'_> {
    fn eq(&self, other: &Self) -> bool {
        step();
        let ((name, tag), (other_name, other_tag)) = (self.parts(), other.parts());
        name.eq_ignore_ascii_case(other_name) && tag == other_tag
    }
}

impl Eq for KeyName<'_> {}

/// The request context: condition keys with their values. A key may have several values.
///
/// Its size is bounded: a few keys of the gateway, and at most as many tags as an action accepts.
#[derive(Clone, Debug, Default)]
pub struct Context<'a> {
    facts: Vec<(Cow<'a, str>, Value<'a>)>,
}

/// A value in its original form, converted to text only if a condition needs it; most calls meet no
/// condition.
#[derive(Clone, Debug)]
enum Value<'a> {
    Text(Cow<'a, str>),
    Time(i64),
    Flag(bool),
    Ip(IpAddr),
}

impl<'a> Context<'a> {
    /// An empty context.
    #[must_use]
    pub const fn new() -> Self {
        Self { facts: Vec::new() }
    }

    /// Adds a value of `key`. A key that is added again has several values.
    #[must_use]
    pub fn with(self, key: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        self.add(key, Value::Text(value.into()))
    }

    /// `acs:CurrentTime`, in milliseconds since 1970.
    #[must_use]
    pub fn time(self, now: i64) -> Self {
        self.add("acs:CurrentTime", Value::Time(now))
    }

    /// `acs:SourceIp`.
    #[must_use]
    pub fn source_ip(self, ip: IpAddr) -> Self {
        self.add(SOURCE_IP, Value::Ip(ip.to_canonical()))
    }

    /// `acs:SecureTransport`.
    #[must_use]
    pub fn secure(self, secure: bool) -> Self {
        self.add("acs:SecureTransport", Value::Flag(secure))
    }

    /// `acs:MFAPresent`. Only console sessions have it.
    #[must_use]
    pub fn mfa(self, present: bool) -> Self {
        self.add("acs:MFAPresent", Value::Flag(present))
    }

    /// `acs:PrincipalARN`.
    #[must_use]
    pub fn principal(self, arn: impl Into<Cow<'a, str>>) -> Self {
        self.with(PRINCIPAL_ARN, arn)
    }

    /// `acs:ResourceGroupId`: the group that holds the resource of the call.
    #[must_use]
    pub fn resource_group(self, id: impl Into<Cow<'a, str>>) -> Self {
        self.with(RESOURCE_GROUP, id)
    }

    /// `sts:ExternalId`.
    #[must_use]
    pub fn external_id(self, id: impl Into<Cow<'a, str>>) -> Self {
        self.with("sts:ExternalId", id)
    }

    /// `acs:RequestTag/<key>`: a tag that the call sets.
    #[must_use]
    pub fn request_tag(self, key: &str, value: impl Into<Cow<'a, str>>) -> Self {
        self.with(format!("acs:RequestTag/{key}"), value)
    }

    /// `acs:ResourceTag/<key>`: a tag of the resource.
    #[must_use]
    pub fn resource_tag(self, key: &str, value: impl Into<Cow<'a, str>>) -> Self {
        self.with(format!("acs:ResourceTag/{key}"), value)
    }

    fn add(mut self, key: impl Into<Cow<'a, str>>, value: Value<'a>) -> Self {
        self.facts.push((key.into(), value));
        self
    }

    /// Keys and values as text, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.facts.iter().map(|(key, value)| (&**key, value.text()))
    }

    /// The values of `key`.
    fn values(&self, key: &str) -> impl Iterator<Item = &Value<'a>> {
        let key = KeyName(key);
        self.facts.iter().filter(move |(k, _)| KeyName(k) == key).map(|(_, v)| v)
    }
}

impl Value<'_> {
    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Time(millis) => Cow::Owned(format::iso(*millis)),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Self::Ip(ip) => Cow::Owned(ip.to_string()),
        }
    }

    fn time(&self) -> Option<i64> {
        match self {
            Self::Time(millis) => Some(*millis),
            other => operand::time(&other.text()),
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            other => operand::flag(&other.text()),
        }
    }

    fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Ip(ip) => Some(*ip),
            other => operand::address(&other.text()),
        }
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
