//! `GetDefaultKmsInstance` tells the default instance: the first one.

use serde::Serialize;

use crate::kms::{place::Place, tables::instances};
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::kms) struct GetDefaultKmsInstance;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    default_kms_instance_id: String,
}

impl Action for GetDefaultKmsInstance {
    const NAME: &'static str = "GetDefaultKmsInstance";
    const DOC: &'static str = "Queries the default instance.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:keystore"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let (found, _) = instances::page(cx.tx, place, (0, 1))?;
        let default_kms_instance_id =
            found.into_iter().next().map(|it| it.name).unwrap_or_default();
        Ok(Response { default_kms_instance_id })
    }
}
