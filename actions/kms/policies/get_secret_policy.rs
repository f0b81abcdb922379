//! `GetSecretPolicy` tells the policy of a secret in an instance, as it was set.

use serde::Serialize;

use super::policy_documents;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{IN_WINDOW, NO_POLICIES, NO_POLICY, NO_RESOURCE},
        place::Place,
        secrets::found_secrets::{self, NAME},
    },
    text,
};

pub(in crate::kms) struct GetSecretPolicy {
    target: String,
    name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    policy: String,
}

impl Action for GetSecretPolicy {
    const NAME: &'static str = "GetSecretPolicy";
    const DOC: &'static str = "Queries the policy of a secret.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_POLICIES, NO_POLICY, NO_RESOURCE, IN_WINDOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            target: p.required(NAME)?,
            name: p.optional(text("PolicyName").doc("The policy: default."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let it = found_secrets::secret(cx, &self.target)?;
        if it.instance.is_empty() {
            return Err(NO_POLICIES.into());
        }
        if self.name.is_some_and(|it| it != "default") {
            return Err(NO_POLICY.into());
        }
        let policy = if it.policy.is_empty() {
            policy_documents::default(place.account, "secret")
        } else {
            it.policy
        };
        Ok(Response { policy })
    }
}
