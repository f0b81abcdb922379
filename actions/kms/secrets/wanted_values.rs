//! Which value of a secret a call asks for.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    secret_values,
    secret_view::{self, Rotation, Stages},
    version_labels::{self, CURRENT, PREVIOUS},
};
use crate::{
    Cx, Params, Result, flag,
    kms::{
        faults::NO_RESOURCE,
        place::Place,
        tables::{secret_versions, secrets::Secret},
    },
    shared::format::iso,
    text,
};

/// The value of a version, as answers have it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct SecretValue {
    secret_name: String,
    version_id: String,
    secret_data: String,
    secret_data_type: String,
    secret_type: String,
    version_stages: Stages,
    create_time: String,
    #[serde(flatten)]
    rotation: Rotation,
    #[serde(skip_serializing_if = "Option::is_none")]
    extended_config: Option<String>,
}

/// Which value is asked for. An empty text counts as none.
pub(super) struct Wanted {
    pub(super) secret: String,
    pub(super) version: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) extended: bool,
}

impl Wanted {
    /// Reads it.
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let extended = flag("FetchExtendedConfig").doc("Whether the configuration is told too.");
        Ok(Self {
            secret: p.required(NAME)?,
            version: p.optional(text("VersionId").doc("The version."))?,
            stage: p.optional(text("VersionStage").doc("A label of the version."))?,
            extended: p.default(extended, false)?,
        })
    }

    /// The value. Of a managed secret only what the service labels can be read.
    pub(super) fn value(&self, cx: &mut Cx<'_>) -> Result<SecretValue> {
        let (place, secret) = found_secrets::placed(cx, &self.secret)?;
        found_secrets::staying(&secret)?;
        let of = (place, secret.seq);
        let by_id = self.version.as_deref().filter(|_| !secret.is_managed());
        let stage = self.stage.as_deref();
        if secret.is_managed() && stage.is_some_and(|it| ![CURRENT, PREVIOUS].contains(&it)) {
            return Err(NO_RESOURCE.into());
        }
        let id = match (by_id, stage) {
            (Some(id), _) => id.to_owned(),
            (None, stage) => {
                let stage = stage.unwrap_or(CURRENT);
                version_labels::holder(cx.tx, of, stage)?.ok_or(NO_RESOURCE)?
            }
        };
        let version = secret_versions::version(cx.tx, of, &id)?.ok_or(NO_RESOURCE)?;
        let version_stage = version_labels::of_version(cx.tx, of, &id)?;
        if stage.is_some_and(|it| version_stage.iter().all(|has| has != it)) {
            return Err(NO_RESOURCE.into());
        }
        secret_values::may_use(cx, place, (&secret, "kms:Decrypt"))?;
        Ok(SecretValue {
            secret_data: secret_values::open(cx, &version)?,
            rotation: secret_view::rotation(&secret),
            version_id: version.id,
            secret_data_type: version.value_type,
            version_stages: Stages { version_stage },
            create_time: iso(secret.made),
            extended_config: Some(secret.extended).filter(|it| self.extended && !it.is_empty()),
            secret_name: secret.name,
            secret_type: secret.kind,
        })
    }
}

/// The current version of a secret, its value and its type, whoever may read it.
pub(in crate::kms) fn current(
    cx: &mut Cx<'_>,
    secret: &Secret,
) -> Result<Option<(String, String, String)>> {
    let of = (Place::of(cx), secret.seq);
    let Some(id) = version_labels::holder(cx.tx, of, CURRENT)? else { return Ok(None) };
    let Some(found) = secret_versions::version(cx.tx, of, &id)? else { return Ok(None) };
    let value = secret_values::open(cx, &found)?;
    Ok(Some((found.id, value, found.value_type)))
}
