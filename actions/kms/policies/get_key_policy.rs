//! `GetKeyPolicy` tells the policy of a key in an instance, as it was set.

use serde::Serialize;

use super::policy_documents;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{NO_ALIAS_HERE, NO_KEY, NO_POLICIES, NO_POLICY},
        keys::found_keys::{self, KEY_BY_ID},
        place::Place,
    },
    text,
};

pub(in crate::kms) struct GetKeyPolicy {
    target: String,
    name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    policy: String,
}

impl Action for GetKeyPolicy {
    const NAME: &'static str = "GetKeyPolicy";
    const DOC: &'static str = "Queries the policy of a key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_POLICIES, NO_POLICY, NO_KEY, NO_ALIAS_HERE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            target: p.required(KEY_BY_ID)?,
            name: p.optional(text("PolicyName").doc("The policy: default."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let it = found_keys::key_by_id(cx, &self.target)?;
        if it.instance.is_empty() {
            return Err(NO_POLICIES.into());
        }
        if self.name.is_some_and(|it| it != "default") {
            return Err(NO_POLICY.into());
        }
        let policy = if it.policy.is_empty() {
            policy_documents::default(place.account, "key")
        } else {
            it.policy
        };
        Ok(Response { policy })
    }
}
