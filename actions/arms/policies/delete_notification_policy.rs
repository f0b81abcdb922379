//! `DeleteNotificationPolicy` deletes a policy. A policy that there is not is answered with `IsSuccess` false
//! (assumed).

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, arms::policies::policy_rules::delete, int};

pub(in crate::arms) struct DeleteNotificationPolicy(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for DeleteNotificationPolicy {
    const NAME: &'static str = "DeleteNotificationPolicy";
    const DOC: &'static str = "Deletes a notification policy.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "DeleteDispatchRule";
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(int("Id").doc("The id of the policy."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { is_success: delete(cx, self.0)? })
    }
}
