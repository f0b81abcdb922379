//! `GetKmsInstanceQuotaInfos` tells how much of an instance is used.

use serde::Serialize;

use serde_json::Value;

use super::held_instances;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        faults::NO_INSTANCE,
        place::Place,
        tables::{keys, secrets},
    },
    text,
};

pub(in crate::kms) struct GetKmsInstanceQuotaInfos {
    id: Option<String>,
    kind: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    kms_instance_id: String,
    kms_instance_quota_infos: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    resource_type: &'static str,
    resource_quota: i64,
    used_quantity: usize,
}

impl Action for GetKmsInstanceQuotaInfos {
    const NAME: &'static str = "GetKmsInstanceQuotaInfos";
    const DOC: &'static str = "Queries the quotas of an instance.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:keystore/{KmsInstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.optional(text("KmsInstanceId").doc("The instance."))?,
            kind: p.optional(text("ResourceType").one_of(&["key", "secret"]).doc("Of what."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let id = self.id.unwrap_or_default();
        let it = held_instances::instance(cx, &id)?;
        let known = held_instances::detail(&it)?;
        let keys = keys::all(cx.tx, place)?.iter().filter(|it| it.instance == id).count();
        let secrets = secrets::all(cx.tx, place)?.iter().filter(|it| it.instance == id).count();
        let number = |name: &str| {
            let value = known.get(name);
            let text = value.and_then(Value::as_str).and_then(|it| it.parse().ok());
            value.and_then(Value::as_i64).or(text).unwrap_or(0)
        };
        let rows = [("key", number("KeyNum"), keys), ("secret", number("SecretNum"), secrets)];
        let asked =
            |it: &&(&'static str, i64, usize)| self.kind.as_deref().is_none_or(|k| k == it.0);
        let row = |it: &(&'static str, i64, usize)| Row {
            resource_type: it.0,
            resource_quota: it.1,
            used_quantity: it.2,
        };
        let kms_instance_quota_infos = rows.iter().filter(asked).map(row).collect();
        Ok(Response { kms_instance_id: id, kms_instance_quota_infos })
    }
}
