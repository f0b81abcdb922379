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

    /// What a name is of, if it is the ARN of something here.
    pub(super) fn inside<'t>(self, arn: &'t str) -> Option<&'t str> {
        let mut parts = arn.splitn(5, ':');
        let here = parts.next() == Some("acs")
            && parts.next() == Some("kms")
            && parts.next() == Some(self.region)
            && parts.next() == Some(self.account);
        parts.next().filter(|_| here)
    }
}
