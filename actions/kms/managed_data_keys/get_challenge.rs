//! `GetChallenge` is not there: managed data keys are those of hardware, and this refuses them (assumed).

use crate::kms::{empty::Empty, faults::UNSUPPORTED};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::kms) struct GetChallenge;

impl Action for GetChallenge {
    const NAME: &'static str = "GetChallenge";
    const DOC: &'static str = "Queries what an attestation answers.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[UNSUPPORTED];
    type Response = Empty;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Empty> {
        Err(UNSUPPORTED.into())
    }
}
