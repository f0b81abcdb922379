//! `CreatePolicy` creates a custom policy with version `v1`.
//!
//! A system policy may have the same name: policies are identified by type and name.

use serde::Serialize;

use super::{
    policies::{self, PolicyView},
    policy_faults::MALFORMED_POLICY,
    policy_params::{DESCRIPTION, POLICY_DOCUMENT, POLICY_NAME},
    tables::{
        policies::{Policy, Version, add_version, count_policies, policy, put_policy},
        tags::{POLICY, Tag},
    },
    tags,
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, text};

pub(super) struct CreatePolicy {
    name: String,
    document: String,
    about: String,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy: PolicyView,
}

/// How many custom policies an account may have.
const LIMIT: i64 = 1500;

/// The vendor's page says "group" by mistake.
const EXISTS: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.Policy",
    message: "The policy does already EXIST.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Policy",
    message: "The count of policy beyond the current limits.",
};

impl Action for CreatePolicy {
    const NAME: &'static str = "CreatePolicy";
    const DOC: &'static str = "Creates a custom policy.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/*"];
    const TAGS: Option<TagReader> = Some(tags::TAGS);
    const FAULTS: &'static [Fault] = &[MALFORMED_POLICY, EXISTS, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let about = text("Description").prose(1, DESCRIPTION).doc("What the policy is for.");
        Ok(Self {
            name: p.required(POLICY_NAME)?,
            document: p.required(POLICY_DOCUMENT)?,
            about: p.default(about, "")?,
            tags: tags::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        policies::check(&self.document)?;
        let account = &cx.caller.account;
        if policy(cx.tx, account, &self.name)?.is_some() {
            return Err(EXISTS.into());
        }
        if count_policies(cx.tx, account)? >= LIMIT {
            return Err(TOO_MANY.into());
        }
        let mut made = Policy {
            seq: 0,
            name: self.name,
            about: self.about,
            current: 1,
            last_version: 1,
            made: cx.now,
            changed: cx.now,
        };
        put_policy(cx.tx, account, &mut made)?;
        let first = Version { number: 1, document: self.document, made: cx.now };
        add_version(cx.tx, account, made.seq, &first)?;
        tags::add(cx, (POLICY, made.seq), &self.tags)?;
        Ok(Response { policy: PolicyView { update_date: None, ..PolicyView::of_custom(made) } })
    }
}
