//! Whose keys and secrets a call is about: those of an account in a region.

use crate::{Caller, Cx, Params};

/// An account and a region. Nothing of one region is seen in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) account: &'a str,
    pub(super) region: &'a str,
}

impl<'a> Place<'a> {
    /// That of a call.
    pub(super) fn of(cx: &Cx<'a>) -> Self {
        Self { account: &cx.caller.account, region: cx.region }
    }

    /// That of a call whose resources are named.
    pub(super) fn asked(caller: &'a Caller, p: &Params<'a>) -> Self {
        Self { account: &caller.account, region: p.region() }
    }

    /// Account and region joined, for [`tally`](crate::ports::store::tally).
    pub(super) fn joined(self) -> String {
        format!("{}@{}", self.account, self.region)
    }

    /// The name of a resource in policies and answers: `key/…`, `secret/…`.
    pub(super) fn arn(self, rest: &str) -> String {
        format!("acs:kms:{}:{}:{rest}", self.region, self.account)
    }

    /// Where what is named is, and what follows in its ARN: another account's where the ARN says so. A name that is no ARN
    /// of this region is one of here.
    pub(super) fn of_named<'t>(self, named: &'t str) -> (Place<'t>, &'t str)
    where
        'a: 't,
    {
        match Place::of_arn(named) {
            Some((place, rest)) if place.region == self.region => (place, rest),
            _ => (self, named),
        }
    }

    /// Where the resource of an ARN is, and what follows.
    pub(super) fn of_arn(arn: &str) -> Option<(Place<'_>, &str)> {
        let mut parts = arn.strip_prefix("acs:kms:")?.splitn(3, ':');
        let (region, account) = (parts.next()?, parts.next()?);
        Some((Place { account, region }, parts.next()?)).filter(|_| !account.is_empty())
    }

    /// What a name is of, if it is the ARN of something here.
    pub(super) fn inside(self, arn: &str) -> Option<&str> {
        Place::of_arn(arn).filter(|it| it.0 == self).map(|it| it.1)
    }
}
