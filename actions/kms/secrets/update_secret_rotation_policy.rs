//! `UpdateSecretRotationPolicy` has a managed secret rotated on the clock, or no longer.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    secret_due_work,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    flag,
    kms::{
        faults::{BAD_PARAMETER, IN_WINDOW, MISSING, NO_RESOURCE, REJECTED_UNSUPPORTED},
        intervals,
        place::Place,
        tables::secrets,
    },
    text,
};

pub(in crate::kms) struct UpdateSecretRotationPolicy {
    name: String,
    on: bool,
    interval: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
}

impl Action for UpdateSecretRotationPolicy {
    const NAME: &'static str = "UpdateSecretRotationPolicy";
    const DOC: &'static str = "Changes when a managed secret is rotated.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] =
        &[BAD_PARAMETER, MISSING, NO_RESOURCE, IN_WINDOW, REJECTED_UNSUPPORTED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let on = flag("EnableAutomaticRotation").doc("Whether it is rotated on the clock.");
        Ok(Self {
            name: p.required(NAME)?,
            on: p.required(on)?,
            interval: p.optional(text("RotationInterval").doc("How often, such as 7d."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let rotation = match (self.on, &self.interval) {
            (false, _) => None,
            (true, None) => return Err(MISSING.with("RotationInterval")),
            (true, Some(text)) => Some(intervals::of_secret(text)?),
        };
        let place = Place::of(cx);
        let mut secret = found_secrets::secret(cx, &self.name)?;
        if !secret.is_managed() {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        secret.rotation = rotation;
        secrets::put(cx.tx, place, &secret)?;
        secret_due_work::plan(cx, &secret)?;
        Ok(Response { secret_name: secret.name })
    }
}
