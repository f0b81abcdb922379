//! The request context: condition keys with their values.

use std::{borrow::Cow, cmp::Ordering, net::IpAddr};

use super::{operand, steps::step};
use crate::shared::format;

/// The key of the caller's ARN. ARNs are compared without case here (assumed: the vendor's pages
/// write those of the roles of services in lower case, whatever the case of the role).
pub(super) const PRINCIPAL_ARN: &str = "acs:PrincipalARN";
/// The key of the resource group that holds the resource of the call.
pub(super) const RESOURCE_GROUP: &str = "acs:ResourceGroupId";
/// The key of the caller's IP address.
pub(super) const SOURCE_IP: &str = "acs:SourceIp";

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
pub(super) enum Value<'a> {
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

    /// `acs:ResourceGroupId`: the group that holds the resource, in place of one that was added before.
    #[must_use]
    pub fn resource_group(mut self, id: impl Into<Cow<'a, str>>) -> Self {
        self.facts.retain(|(key, _)| key != RESOURCE_GROUP);
        self.with(RESOURCE_GROUP, id)
    }

    /// The group that was added by [`resource_group`](Self::resource_group).
    #[must_use]
    pub fn held_by(&self) -> Option<Cow<'_, str>> {
        self.values(RESOURCE_GROUP).next().map(Value::text)
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
    pub(super) fn values(&self, key: &str) -> impl Iterator<Item = &Value<'a>> {
        let key = KeyName(key);
        self.facts.iter().filter(move |(k, _)| KeyName(k) == key).map(|(_, v)| v)
    }
}

impl Value<'_> {
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Time(millis) => Cow::Owned(format::iso(*millis)),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Self::Ip(ip) => Cow::Owned(ip.to_string()),
        }
    }

    pub(super) fn time(&self) -> Option<i64> {
        match self {
            Self::Time(millis) => Some(*millis),
            other => operand::time(&other.text()),
        }
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            other => operand::flag(&other.text()),
        }
    }

    pub(super) fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Ip(ip) => Some(*ip),
            other => operand::address(&other.text()),
        }
    }
}
