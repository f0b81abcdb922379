//! What the actions on one alert have alike. The pages name no errors of theirs.
//!
//! Assumed: the errors of the actions on alerts.

use serde::Serialize;

use crate::{
    Cx, Fault, Params, Result, Spec,
    arms::{
        alerts::alert_activities,
        contacts::contact_rules::NO_CONTACT,
        tables::{
            alerts::{self, Alert},
            contacts,
        },
    },
    int,
};

/// There is no alert of this id.
pub(super) const NO_ALERT: Fault =
    Fault { status: 404, code: "AlarmNotExist.Localyun", message: "The alert does not exist." };

/// The answer of an action on an alert: `Result` is whether the alert was changed, which one that is handled is not.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Done {
    code: i64,
    message: &'static str,
    result: bool,
    success: bool,
}

impl Done {
    pub(super) const fn new(result: bool) -> Self {
        Self { code: 200, message: "success", result, success: true }
    }
}

/// The alert that a call is about, and who handles it.
pub(super) struct AlarmCall {
    id: i64,
    handler: Option<i64>,
}

impl AlarmCall {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let id: Spec<i64> = int("AlarmId").min(1).doc("The alert.");
        let handler = int("HandlerId").min(1).doc("The contact who handles it; else the caller.");
        crate::arms::region(p)?;
        Ok(Self { id: p.required(id)?, handler: p.optional(handler)? })
    }

    /// The alert, and the name of who handles it.
    pub(super) fn find(&self, cx: &mut Cx<'_>) -> Result<(Alert, String)> {
        let account = cx.caller.account.clone();
        let alert = alerts::alert(cx.tx, &account, self.id)?.ok_or(NO_ALERT)?;
        let handler = match self.handler {
            Some(id) => contacts::contact(cx.tx, &account, id)?.ok_or(NO_CONTACT)?.name,
            None => alert_activities::caller(cx),
        };
        Ok((alert, handler))
    }
}
