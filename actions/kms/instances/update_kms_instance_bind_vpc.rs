//! `UpdateKmsInstanceBindVpc` sets the VPCs that an instance is bound to beside its own.

use serde_json::{Map, Value, json};

use super::held_instances;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{BAD_PARAMETER, NO_INSTANCE, bad},
    },
    text,
};

pub(in crate::kms) struct UpdateKmsInstanceBindVpc {
    id: String,
    vpcs: String,
}

impl Action for UpdateKmsInstanceBindVpc {
    const NAME: &'static str = "UpdateKmsInstanceBindVpc";
    const DOC: &'static str = "Changes the VPCs of an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:keystore/{KmsInstanceId}"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_INSTANCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(text("KmsInstanceId").doc("The instance."))?,
            vpcs: p.required(text("BindVpcs").doc("The VPCs, a list in JSON."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let vpcs: Vec<Map<String, Value>> =
            serde_json::from_str(&self.vpcs).map_err(|_| bad("BindVpcs"))?;
        let mut it = held_instances::instance(cx, &self.id)?;
        let mut known = held_instances::detail(&it)?;
        known.insert("BindVpcs".into(), json!({ "BindVpc": vpcs }));
        held_instances::put(cx, &mut it, &known)?;
        Ok(Empty {})
    }
}
