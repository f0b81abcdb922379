//! `UpdateSecretVersionStage` moves a label of a secret to another version, or removes it.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    version_labels::{self, CURRENT, PREVIOUS},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{
            BAD_PARAMETER, IN_WINDOW, MISMATCH, NO_RESOURCE, REJECTED_UNSUPPORTED, SECRET_LIMIT,
            bad,
        },
        place::Place,
        tables::{secret_versions, secrets},
    },
    text,
};

pub(in crate::kms) struct UpdateSecretVersionStage {
    name: String,
    stage: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
}

impl Action for UpdateSecretVersionStage {
    const NAME: &'static str = "UpdateSecretVersionStage";
    const DOC: &'static str = "Changes the labels of the versions of a secret.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] =
        &[BAD_PARAMETER, MISMATCH, REJECTED_UNSUPPORTED, NO_RESOURCE, IN_WINDOW, SECRET_LIMIT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(NAME)?,
            stage: p.required(
                text("VersionStage").form("label", version_labels::is_label).doc("The label."),
            )?,
            from: p.optional(text("RemoveFromVersion").doc("The version that has it."))?,
            to: p.optional(text("MoveToVersion").doc("The version that gets it."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let built_in = [CURRENT, PREVIOUS].contains(&self.stage.as_str());
        if self.to.is_none() && (self.from.is_none() || built_in) {
            return Err(bad("MoveToVersion"));
        }
        let place = Place::of(cx);
        let mut secret = found_secrets::secret(cx, &self.name)?;
        if secret.is_managed() {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        let of = (place, secret.seq);
        for version in [&self.from, &self.to].into_iter().flatten() {
            secret_versions::version(cx.tx, of, version)?.ok_or(NO_RESOURCE)?;
        }
        if self.from.is_some() && version_labels::holder(cx.tx, of, &self.stage)? != self.from {
            return Err(MISMATCH.into());
        }
        match &self.to {
            Some(to) => version_labels::put(cx.tx, of, &self.stage, to)?,
            None => secret_versions::delete_label(cx.tx, of, &self.stage)?,
        }
        secret.changed = cx.now;
        secrets::put(cx.tx, place, &secret)?;
        Ok(Response { secret_name: secret.name })
    }
}
