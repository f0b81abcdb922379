//! `DeleteSecret` has a secret deleted after some days, in which it can be restored, or at once.

use serde::Serialize;

use super::{
    found_secrets::{self, NAME},
    secret_due_work,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{BAD_PARAMETER, IN_WINDOW, NO_RESOURCE, bad},
        place::Place,
        tables::secrets,
        typed_texts,
    },
    shared::format::iso,
};

pub(in crate::kms) struct DeleteSecret {
    name: String,
    force: bool,
    days: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_name: String,
    planned_delete_time: String,
}

impl Action for DeleteSecret {
    const NAME: &'static str = "DeleteSecret";
    const DOC: &'static str = "Deletes a secret.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = found_secrets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_secrets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_RESOURCE, IN_WINDOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let force = ("ForceDeleteWithoutRecovery", "Whether it is deleted at once.");
        let days = ("RecoveryWindowInDays", "After how many days, 7 to 30; 30 by default.");
        Ok(Self {
            name: p.required(NAME)?,
            force: typed_texts::flag(p, force, false)?,
            days: typed_texts::number(p, days, 30)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let days = self.days;
        if !self.force && !(7..=30).contains(&days) {
            return Err(bad("RecoveryWindowInDays"));
        }
        let place = Place::of(cx);
        let mut secret = found_secrets::any(cx, &self.name)?;
        if self.force {
            secret_due_work::delete(cx, &secret)?;
            return Ok(Response { secret_name: secret.name, planned_delete_time: iso(cx.now) });
        }
        if secret.deletion.is_some() {
            return Err(IN_WINDOW.into());
        }
        let at = cx.now.saturating_add(days.saturating_mul(86_400_000));
        secret.deletion = Some(at);
        secrets::put(cx.tx, place, &secret)?;
        secret_due_work::plan(cx, &secret)?;
        Ok(Response { secret_name: secret.name, planned_delete_time: iso(at) })
    }
}
