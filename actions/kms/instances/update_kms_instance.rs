//! `UpdateKmsInstance` renames an instance. No list of the vendor's has it; Terraform calls it (observed).

use super::held_instances;
use crate::{Access, Action, Cx, Fault, Fidelity, Params, Result};
use crate::{
    kms::{empty::Empty, faults::NO_INSTANCE},
    text,
};

pub(in crate::kms) struct UpdateKmsInstance {
    id: String,
    name: String,
}

impl Action for UpdateKmsInstance {
    const NAME: &'static str = "UpdateKmsInstance";
    const DOC: &'static str = "Renames an instance.";
    const ACCESS: Access = Access::Update;
    const FIDELITY: Fidelity = Fidelity::Modelled;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:keystore/{KmsInstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(text("KmsInstanceId").doc("The instance."))?,
            name: p.required(text("InstanceName").doc("Its name."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let mut it = held_instances::instance(cx, &self.id)?;
        let mut known = held_instances::detail(&it)?;
        known.insert("InstanceName".into(), self.name.into());
        held_instances::put(cx, &mut it, &known)?;
        Ok(Empty {})
    }
}
