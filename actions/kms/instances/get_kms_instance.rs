//! `GetKmsInstance` tells of an instance. One that there is not has an empty id (observed).

use serde::Serialize;

use serde_json::{Map, Value};

use super::held_instances;
use crate::{Access, Action, Cx, Params, Result};
use crate::{
    kms::{place::Place, tables::instances},
    text,
};

pub(in crate::kms) struct GetKmsInstance {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    kms_instance: Map<String, Value>,
}

impl Action for GetKmsInstance {
    const NAME: &'static str = "GetKmsInstance";
    const DOC: &'static str = "Queries an instance.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:keystore/{KmsInstanceId}"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(text("KmsInstanceId").doc("The instance."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let Some(it) = instances::named(cx.tx, place, &self.id)? else {
            let nothing = Map::from_iter([("InstanceId".to_owned(), Value::from(""))]);
            return Ok(Response { kms_instance: nothing });
        };
        let mut kms_instance = held_instances::detail(&it)?;
        kms_instance.insert("InstanceId".into(), it.name.into());
        kms_instance.insert("Status".into(), it.state.into());
        Ok(Response { kms_instance })
    }
}
