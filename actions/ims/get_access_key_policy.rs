//! `GetAccessKeyPolicy` returns the network policy of an access key; `{}` if it never had one.

use super::{
    key_policy::{KeySelector, Response},
    user_info::USER,
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ram::{
        key_networks::{NO_ACCESS_KEY, networks},
        users::NO_USER,
    },
};

pub(super) struct GetAccessKeyPolicy(KeySelector);

impl Action for GetAccessKeyPolicy {
    const NAME: &'static str = "GetAccessKeyPolicy";
    const DOC: &'static str = "Queries the network access restriction policy of an AccessKey pair.";
    const ACCESS: Access = Access::Get;
    const RESOURCES_OF: Option<ResourceReader> = Some(USER);
    const FAULTS: &'static [Fault] = &[NO_USER, NO_ACCESS_KEY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(KeySelector::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let access_key_id = self.0.find(cx)?;
        let kept = networks(cx.tx, &access_key_id)?;
        let access_key_policy = kept.unwrap_or_else(|| "{}".into());
        Ok(Response { access_key_id, access_key_policy })
    }
}
