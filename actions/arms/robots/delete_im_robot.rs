//! `DeleteIMRobot` deletes a chat bot, which leaves all policies. One that there is not is answered with
//! `IsSuccess` false (assumed).

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, arms::tables::robots, int};

pub(in crate::arms) struct DeleteIMRobot(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for DeleteIMRobot {
    const NAME: &'static str = "DeleteIMRobot";
    const DOC: &'static str = "Deletes a chat bot.";
    const ACCESS: Access = Access::Delete;
    /// No page names one; assumed.
    const RAM: &'static str = "DeleteContact";
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(int("RobotId").doc("The id of the bot."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { is_success: robots::delete(cx.tx, &cx.caller.account, self.0)? })
    }
}
