//! `SetSecretPolicy` sets the policy of a secret in an instance.

use super::policy_documents;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{BAD_PARAMETER, IN_WINDOW, NO_POLICIES, NO_RESOURCE, bad},
        place::Place,
        secrets::found_secrets::{self, NAME},
        tables::secrets,
    },
    text,
};

pub(in crate::kms) struct SetSecretPolicy {
    target: String,
    name: Option<String>,
    policy: String,
}

impl Action for SetSecretPolicy {
    const NAME: &'static str = "SetSecretPolicy";
    const DOC: &'static str = "Sets the policy of a secret.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_POLICIES, NO_RESOURCE, IN_WINDOW];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            target: p.required(NAME)?,
            name: p.optional(text("PolicyName").doc("The policy: default."))?,
            policy: p.required(text("Policy").doc("The document, in JSON."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        if self.name.is_some_and(|it| it != "default") {
            return Err(bad("PolicyName"));
        }
        policy_documents::check(&self.policy)?;
        let place = Place::of(cx);
        let mut it = found_secrets::secret(cx, &self.target)?;
        if it.instance.is_empty() {
            return Err(NO_POLICIES.into());
        }
        it.policy = self.policy;
        secrets::put(cx.tx, place, &it)?;
        Ok(Empty {})
    }
}
