//! `ReleaseKmsInstance` releases an instance that is paid as it is used.

use serde_json::Value;

use super::held_instances;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{NO_BACKUP, NO_INSTANCE, REJECTED_UNSUPPORTED, STATE_FAILED},
        place::Place,
        tables::instances,
        typed_texts,
    },
    text,
};

pub(in crate::kms) struct ReleaseKmsInstance {
    id: String,
    force: bool,
}

impl Action for ReleaseKmsInstance {
    const NAME: &'static str = "ReleaseKmsInstance";
    const DOC: &'static str = "Releases an instance.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:keystore/{KmsInstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, STATE_FAILED, REJECTED_UNSUPPORTED, NO_BACKUP];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let force = ("ForceDeleteWithoutBackup", "Whether it is released without a backup.");
        Ok(Self {
            id: p.required(text("KmsInstanceId").doc("The instance."))?,
            force: typed_texts::flag(p, force, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let it = held_instances::instance(cx, &self.id)?;
        let known = held_instances::detail(&it)?;
        // The code is that of keys (assumed).
        if known.get("DeletionProtection").and_then(Value::as_bool) == Some(true) {
            return Err(STATE_FAILED.into());
        }
        if known.get("ChargeType").and_then(Value::as_str) != Some("POSTPAY") {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        if !self.force {
            return Err(NO_BACKUP.into());
        }
        instances::delete(cx.tx, place, &it.name)?;
        Ok(Empty {})
    }
}
