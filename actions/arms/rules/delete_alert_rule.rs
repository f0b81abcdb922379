//! `DeleteAlertRule` deletes an alert rule; for one that there is not it answers that it has not (assumed, as the actions on
//! contacts do).

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, arms::tables::alert_rules, int};

pub(in crate::arms) struct DeleteAlertRule {
    id: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for DeleteAlertRule {
    const NAME: &'static str = "DeleteAlertRule";
    const DOC: &'static str = "Deletes an alert rule.";
    const ACCESS: Access = Access::Delete;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("AlertId").doc("The rule."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        Ok(Response { is_success: alert_rules::delete(cx.tx, &account, self.id)? })
    }
}
