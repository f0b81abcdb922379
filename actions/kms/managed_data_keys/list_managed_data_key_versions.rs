//! `ListManagedDataKeyVersions` is not there: managed data keys are those of hardware, and this refuses them (assumed).

use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{empty::Empty, faults::UNSUPPORTED},
    text,
};

pub(in crate::kms) struct ListManagedDataKeyVersions;

impl Action for ListManagedDataKeyVersions {
    const NAME: &'static str = "ListManagedDataKeyVersions";
    const DOC: &'static str = "Queries the versions of a managed data key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[UNSUPPORTED];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("DataKeyName").doc("The data key."))?;
        Ok(Self)
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Empty> {
        Err(UNSUPPORTED.into())
    }
}
