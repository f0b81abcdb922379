//! `DeleteIMRobot` deletes a chat bot, which leaves all policies (assumed). A bot that there is not is answered with
//! `IsSuccess` false (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{robots::daily_statistics, sae_objects, tables::robots},
    int,
};

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
    /// Its name in policies is assumed: no page has one.
    const RAM: &'static str = "DeleteContact";
    const RAM_ALSO: Option<&'static str> = Some(Self::NAME);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(int("RobotId").doc("The id of the bot."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        if let Some(robot) = robots::robot(cx.tx, &account, self.0)? {
            sae_objects::warn_of_deletion(cx, "chat bot", &robot.name);
        }
        daily_statistics::cancel(cx, self.0)?;
        Ok(Response { is_success: robots::delete(cx.tx, &account, self.0)? })
    }
}
