//! `GetClientKey` tells of a client key.

use super::client_key_view::{self, Shown};
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{faults::NO_RESOURCE, place::Place, tables::client_keys},
    text,
};

pub(in crate::kms) struct GetClientKey {
    id: String,
}

impl Action for GetClientKey {
    const NAME: &'static str = "GetClientKey";
    const DOC: &'static str = "Queries a client key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint/*"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Shown;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(text("ClientKeyId").doc("The client key."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Shown> {
        let place = Place::of(cx);
        let found = client_keys::key(cx.tx, place, &self.id)?.ok_or(NO_RESOURCE)?;
        Ok(client_key_view::shown(found))
    }
}
