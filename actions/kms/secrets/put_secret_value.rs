//! `PutSecretValue` adds a version to a secret, current unless it says otherwise. A version is never changed.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    secret_values,
    secret_view::Stages,
    version_labels::{self, CURRENT},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{
            BAD_PARAMETER, DISABLED, IN_WINDOW, NO_KEY, NO_RESOURCE, REJECTED_UNSUPPORTED,
            SECRET_LIMIT, VERSION_EXISTS, bad,
        },
        place::Place,
        tables::{secret_versions, secrets},
    },
    text,
};

pub(in crate::kms) struct PutSecretValue {
    name: String,
    version: String,
    data: String,
    data_type: String,
    stages: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
    version_id: String,
    version_stages: Stages,
}

impl Action for PutSecretValue {
    const NAME: &'static str = "PutSecretValue";
    const DOC: &'static str = "Adds a version to a secret.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        NO_RESOURCE,
        IN_WINDOW,
        REJECTED_UNSUPPORTED,
        VERSION_EXISTS,
        SECRET_LIMIT,
        NO_KEY,
        DISABLED,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let data = text("SecretData")
            .form("value of 30720 bytes at most", secret_values::is_value)
            .secret();
        let data_type = text("SecretDataType").one_of(&["text", "binary"]);
        Ok(Self {
            name: p.required(NAME)?,
            version: p.required(text("VersionId").line(1, 64).doc("The new version."))?,
            data: p.required(data.doc("What the secret is."))?,
            data_type: p.default(data_type.doc("What its value is."), "text")?,
            stages: p.optional(text("VersionStages").doc("Its labels, a list in JSON."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let stages: Vec<String> = match self.stages.as_deref() {
            None => vec![CURRENT.to_owned()],
            Some(text) => serde_json::from_str(text).map_err(|_| bad("VersionStages"))?,
        };
        if stages.is_empty() || !stages.iter().all(|it| version_labels::is_label(it)) {
            return Err(bad("VersionStages"));
        }
        let place = Place::of(cx);
        let mut secret = found_secrets::secret(cx, &self.name)?;
        if secret.is_managed() {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        let of = (place, secret.seq);
        if let Some(held) = secret_versions::version(cx.tx, of, &self.version)? {
            // Whether a value is the one that is there is told to those alone who could put another.
            secret_values::may_use(cx, place, (&secret, "kms:GenerateDataKey"))?;
            if held.value_type != self.data_type || secret_values::open(cx, &held)? != self.data {
                return Err(VERSION_EXISTS.into());
            }
        } else {
            secret_values::add(cx, &secret, (&self.version, &self.data, &self.data_type))?;
            for stage in &stages {
                version_labels::put(cx.tx, of, stage, &self.version)?;
            }
            secret.changed = cx.now;
            secrets::put(cx.tx, place, &secret)?;
        }
        let version_stage = version_labels::of_version(cx.tx, of, &self.version)?;
        Ok(Response {
            secret_name: secret.name,
            version_id: self.version,
            version_stages: Stages { version_stage },
        })
    }
}
