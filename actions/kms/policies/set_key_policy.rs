//! `SetKeyPolicy` sets the policy of a key in an instance.

use super::policy_documents;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{BAD_PARAMETER, NO_ALIAS_HERE, NO_KEY, NO_POLICIES, bad},
        keys::found_keys::{self, KEY_BY_ID},
        tables::keys,
    },
    text,
};

pub(in crate::kms) struct SetKeyPolicy {
    target: String,
    name: Option<String>,
    policy: String,
}

impl Action for SetKeyPolicy {
    const NAME: &'static str = "SetKeyPolicy";
    const DOC: &'static str = "Sets the policy of a key.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_POLICIES, NO_KEY, NO_ALIAS_HERE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            target: p.required(KEY_BY_ID)?,
            name: p.optional(text("PolicyName").doc("The policy: default."))?,
            policy: p.required(text("Policy").doc("The document, in JSON."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        if self.name.is_some_and(|it| it != "default") {
            return Err(bad("PolicyName"));
        }
        policy_documents::check(&self.policy)?;
        let mut it = found_keys::key_by_id(cx, &self.target)?;
        if it.instance.is_empty() {
            return Err(NO_POLICIES.into());
        }
        it.policy = self.policy;
        keys::put(cx.tx, &it)?;
        Ok(Empty {})
    }
}
