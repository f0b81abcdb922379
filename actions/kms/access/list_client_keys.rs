//! `ListClientKeys` lists the client keys of an access point, or of all.

use serde::Serialize;

use super::client_key_view::{self, Shown};
use crate::{Access, Action, Cx, Params, Result};
use crate::{
    kms::{place::Place, tables::client_keys},
    text,
};

pub(in crate::kms) struct ListClientKeys {
    point: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    client_keys: Vec<Shown>,
}

impl Action for ListClientKeys {
    const NAME: &'static str = "ListClientKeys";
    const DOC: &'static str = "Queries client keys.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint/*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { point: p.optional(text("AapName").doc("The access point."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let found = client_keys::of(cx.tx, place, self.point.as_deref())?;
        Ok(Response { client_keys: found.into_iter().map(client_key_view::shown).collect() })
    }
}
