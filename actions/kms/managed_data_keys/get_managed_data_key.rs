//! `GetManagedDataKey` is not there: managed data keys are those of hardware, and this refuses them (assumed).

use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    flag,
    kms::{empty::Empty, faults::UNSUPPORTED},
    text,
};

pub(in crate::kms) struct GetManagedDataKey;

impl Action for GetManagedDataKey {
    const NAME: &'static str = "GetManagedDataKey";
    const DOC: &'static str = "Queries a managed data key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[UNSUPPORTED];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("DataKeyName").doc("The data key."))?;
        p.optional(text("DataKeyVersionId").doc("The data key."))?;
        p.optional(flag("UseLatest").doc("Whether it is the newest."))?;
        Ok(Self)
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Empty> {
        Err(UNSUPPORTED.into())
    }
}
