//! `GetSecretValue` tells the value of a secret: of the current version, or of the one that is named.
//!
//! Assumed: version and label have to match where both are given; what a secret that is being deleted is refused with.

use super::{
    found_secrets,
    wanted_values::{SecretValue, Wanted},
};
use crate::kms::{
    dry_runs,
    faults::{DISABLED, DRY_RUN, IN_WINDOW, NO_KEY, NO_RESOURCE, PENDING_DELETION},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct GetSecretValue {
    wanted: Wanted,
    dry: bool,
}

impl Action for GetSecretValue {
    const NAME: &'static str = "GetSecretValue";
    const DOC: &'static str = "Queries the value of a secret.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] =
        &[NO_RESOURCE, IN_WINDOW, NO_KEY, DISABLED, PENDING_DELETION, DRY_RUN];
    type Response = SecretValue;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { wanted: Wanted::read(p)?, dry: dry_runs::asked(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<SecretValue> {
        let value = self.wanted.value(cx);
        dry_runs::outcome(self.dry, value)
    }
}
