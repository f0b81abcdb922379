//! `BatchGetSecretValue` tells the values of several secrets; what is wrong with one is told beside the others.

use serde::{Deserialize, Serialize};

use super::{
    found_secrets,
    wanted_values::{SecretValue, Wanted},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    kms::{
        faults::{self, BAD_PARAMETER, bad},
        place::Place,
        policies::policy_rights,
    },
    text,
};

pub(in crate::kms) struct BatchGetSecretValue {
    list: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_values: Vec<SecretValue>,
    errors: Vec<Failed>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Failed {
    secret_name: String,
    code: String,
    message: String,
    http_status: u16,
}

/// An element of the list.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Element {
    secret_name: String,
    version_id: Option<String>,
    version_stage: Option<String>,
    #[serde(default)]
    fetch_extended_config: Option<bool>,
}

impl Action for BatchGetSecretValue {
    const NAME: &'static str = "BatchGetSecretValue";
    const DOC: &'static str = "Queries the values of several secrets.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_secrets::ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { list: p.optional(text("SecretsList").doc("The secrets, a list in JSON."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let list = self.list.as_deref().unwrap_or("[]");
        let list: Vec<Element> = serde_json::from_str(list).map_err(|_| bad("SecretsList"))?;
        if list.is_empty() || list.len() > 20 {
            return Err(bad("SecretsList"));
        }
        let place = Place::of(cx);
        let (mut secret_values, mut errors) = (Vec::new(), Vec::new());
        for it in list {
            let wanted = Wanted {
                secret: it.secret_name.clone(),
                version: it.version_id.filter(|it| !it.is_empty()),
                stage: it.version_stage.filter(|it| !it.is_empty()),
                extended: it.fetch_extended_config.unwrap_or(false),
            };
            let arn = found_secrets::arn(place, &it.secret_name);
            let found = match policy_rights::may(cx, "kms:GetSecretValue", &arn) {
                Ok(true) => wanted.value(cx),
                Ok(false) => Err(faults::no_permission(&arn)),
                Err(error) => Err(error),
            };
            match found {
                Ok(value) => secret_values.push(value),
                Err(error) if error.cause.is_some() => return Err(error),
                Err(error) => {
                    let error = error.into_fields();
                    errors.push(Failed {
                        secret_name: it.secret_name,
                        code: error.code.into_owned(),
                        message: error.message.into_owned(),
                        http_status: error.status,
                    });
                }
            }
        }
        Ok(Response { secret_values, errors })
    }
}
