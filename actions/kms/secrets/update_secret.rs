//! `UpdateSecret` changes the description of a secret, and what users add to a managed one.

use serde::Serialize;

use serde_json::{Map, Value};

use super::{
    found_secrets::{self, NAME},
    managed,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    ApiError,
    kms::{
        faults::{BAD_PARAMETER, IN_WINDOW, NO_RESOURCE, bad},
        place::Place,
        tables::secrets,
    },
    text,
};

pub(in crate::kms) struct UpdateSecret {
    name: String,
    description: Option<String>,
    pairs: Vec<(String, String)>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
}

impl Action for UpdateSecret {
    const NAME: &'static str = "UpdateSecret";
    const DOC: &'static str = "Changes a secret.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_RESOURCE, IN_WINDOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(NAME)?,
            description: p
                .optional(text("Description").len(0, 8192).keep_empty().doc("The description."))?,
            pairs: p.texts_under("ExtendedConfig.CustomData", "What users add, by its name.")?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let given: Option<Value> = match self.pairs.first() {
            None => None,
            Some((name, whole)) if name.is_empty() => {
                Some(serde_json::from_str(whole).map_err(|_| bad("ExtendedConfig"))?)
            }
            Some(_) => Some(
                self.pairs.into_iter().map(|(name, value)| (name, Value::from(value))).collect(),
            ),
        };
        managed::check_custom(given.as_ref())?;
        let place = Place::of(cx);
        let mut secret = found_secrets::secret(cx, &self.name)?;
        if let Some(description) = self.description {
            secret.description = description;
        }
        if let Some(custom) = given {
            if !secret.is_managed() {
                return Err(bad("ExtendedConfig"));
            }
            let mut config: Map<String, Value> =
                serde_json::from_str(&secret.extended).map_err(ApiError::internal)?;
            config.insert("CustomData".into(), custom);
            secret.extended = Value::Object(config).to_string();
        }
        secret.changed = cx.now;
        secrets::put(cx.tx, place, &secret)?;
        Ok(Response { secret_name: secret.name })
    }
}
