//! `RestoreSecret` keeps a secret that was to be deleted.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    secret_due_work,
};
use crate::kms::{
    faults::{NO_RESOURCE, NOT_DELETED},
    place::Place,
    tables::secrets,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct RestoreSecret {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
}

impl Action for RestoreSecret {
    const NAME: &'static str = "RestoreSecret";
    const DOC: &'static str = "Restores a secret.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_RESOURCE, NOT_DELETED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let mut secret = found_secrets::any(cx, &self.name)?;
        if secret.deletion.take().is_none() {
            return Err(NOT_DELETED.into());
        }
        secrets::put(cx.tx, place, &secret)?;
        secret_due_work::plan(cx, &secret)?;
        Ok(Response { secret_name: secret.name })
    }
}
