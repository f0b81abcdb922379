//! `RotateSecret` rotates a managed secret now.
//!
//! Assumed: what more than 50 in an hour are refused with.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    managed, secret_due_work,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{IN_WINDOW, NO_RESOURCE, REJECTED_UNSUPPORTED, THROTTLED},
        place::Place,
        tables::{secret_versions, secrets},
    },
    text,
};

pub(in crate::kms) struct RotateSecret {
    name: String,
    version: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
    version_id: String,
    arn: String,
}

impl Action for RotateSecret {
    const NAME: &'static str = "RotateSecret";
    const DOC: &'static str = "Rotates a managed secret.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_RESOURCE, IN_WINDOW, REJECTED_UNSUPPORTED, THROTTLED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let version = text("VersionId").len(1, 64).doc("The new version.");
        Ok(Self { name: p.required(NAME)?, version: p.required(version)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let mut secret = found_secrets::secret(cx, &self.name)?;
        if !secret.is_managed() {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        let of = (place, secret.seq);
        if secret_versions::version(cx.tx, of, &self.version)?.is_none() {
            if secret_versions::count_rotation(cx.tx, place, cx.now)? > MOST_IN_AN_HOUR {
                return Err(THROTTLED.into());
            }
            if !managed::rotate(cx, &mut secret, (&self.version, "call"))? {
                let hint = "what the secret is the credential of is missing: a RAM user that there is not, or kms/rotations says so";
                return Err(NO_RESOURCE.with_hint(hint));
            }
            secrets::put(cx.tx, place, &secret)?;
            secret_due_work::plan(cx, &secret)?;
        }
        let arn = place.arn(&format!("secret/{}", secret.name));
        Ok(Response { secret_name: secret.name, version_id: self.version, arn })
    }
}

/// How many secrets of an account are rotated by hand in an hour at most.
const MOST_IN_AN_HOUR: i64 = 50;
