//! `SetAccessKeyPolicy` sets the network policy of an access key.

use super::{
    key_policy::{KeySelector, Response, normal},
    user_info::USER,
};
use crate::{
    Access, Action, Cx, Fault, ParameterError, Params, Problem, ResourceReader, Result,
    ram::{
        key_networks::{NO_ACCESS_KEY, set_networks},
        users::NO_USER,
    },
    text,
};

pub(super) struct SetAccessKeyPolicy {
    key: KeySelector,
    policy: String,
}

impl Action for SetAccessKeyPolicy {
    const NAME: &'static str = "SetAccessKeyPolicy";
    const DOC: &'static str =
        "Configures the network access restriction policy of an AccessKey pair.";
    const ACCESS: Access = Access::Update;
    const RESOURCES_OF: Option<ResourceReader> = Some(USER);
    const FAULTS: &'static [Fault] = &[NO_USER, NO_ACCESS_KEY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let policy = text("AccessKeyPolicy").doc("The policy, as a JSON object: `Version` 1, `Status` (Active or Inactive) and `Statements`, each with `Type` (ClassicWhiteList, or VPCWhiteList with a `Value`: AllowAllVPC or a VPC) and `IPList`.");
        Ok(Self { key: KeySelector::read(p)?, policy: p.required(policy)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let Some(access_key_policy) = normal(&self.policy) else {
            let problem = Problem::Malformed("network policy");
            return Err(super::wording(&ParameterError { name: "AccessKeyPolicy", problem }));
        };
        let access_key_id = self.key.find(cx)?;
        set_networks(cx.tx, &access_key_id, &access_key_policy)?;
        Ok(Response { access_key_id, access_key_policy })
    }
}
