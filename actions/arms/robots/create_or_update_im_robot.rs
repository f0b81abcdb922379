//! `CreateOrUpdateIMRobot` creates a chat bot, or changes the one that it names.
//!
//! On a change the daily statistics are set as they are sent, so that without them they end (observed: Terraform
//! omits what is false). What else an update omits is kept, and what is empty is removed (assumed, as in
//! `CreateOrUpdateContact`).
//!
//! Assumed: times are hours and minutes.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        MISSING,
        robots::{
            daily_statistics,
            robot_rules::{NO_ROBOT, TYPES, is_card, is_list_of_times},
        },
        tables::robots::{self, Robot},
    },
    flag, int,
    shared::urls::is_url,
    text,
};

pub(in crate::arms) struct CreateOrUpdateIMRobot {
    id: Option<i64>,
    name: String,
    kind: String,
    url: String,
    secret: Option<String>,
    daily: bool,
    daily_times: String,
    outgoing: Option<bool>,
    token: Option<String>,
    card: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    alert_robot: Saved,
}

/// The bot without its signing secret.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Saved {
    robot_id: i64,
    robot_name: String,
    r#type: String,
    /// `RobotAddr` in `DescribeIMRobots`.
    robot_address: String,
    daily_noc: bool,
    daily_noc_time: String,
    enable_outgoing: bool,
    token: String,
    card_template: String,
}

impl Action for CreateOrUpdateIMRobot {
    const NAME: &'static str = "CreateOrUpdateIMRobot";
    const DOC: &'static str = "Creates or changes a chat bot.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "CreateContact";
    const RAM_ALSO: Option<&'static str> = Some(Self::NAME);
    const FAULTS: &'static [Fault] = &[MISSING, NO_ROBOT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = text("RobotName").line(1, 255).doc("What the bot is called.");
        let kind = text("Type").one_of(TYPES).doc("The platform.");
        let url = text("RobotAddress").form("URL", is_url).doc("The webhook of the bot.");
        let secret = text("DingSignKey").line(1, 255).secret().keep_empty();
        let times = text("DailyNocTime").form("list of times", is_list_of_times);
        let token = text("Token").line(1, 255).secret().keep_empty();
        let card = text("CardTemplate").form("card", is_card).keep_empty();
        let outgoing = flag("EnableOutgoing").doc("Whether the bot takes commands from the chat.");
        Ok(Self {
            id: p.optional(int("RobotId").doc("The bot to change."))?,
            name: p.required(name)?,
            kind: p.required(kind)?,
            url: p.required(url)?,
            secret: p.optional(secret.doc("What signs messages to DingTalk."))?,
            daily: p.default(flag("DailyNoc").doc("Whether statistics are sent daily."), false)?,
            daily_times: p.default(times.doc("When they are sent: 09:30,17:00."), "")?,
            outgoing: p.optional(outgoing)?,
            token: p.optional(token.doc("The token of commands from the chat."))?,
            card: p.optional(card.doc("The card that the bot shows, as JSON."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let mut robot = match self.id {
            Some(id) => robots::robot(cx.tx, account, id)?.ok_or(NO_ROBOT)?,
            None => Robot { made: cx.now, ..Robot::default() },
        };
        robot.name = self.name;
        robot.kind = self.kind;
        robot.url = self.url;
        robot.secret = self.secret.unwrap_or(robot.secret);
        robot.daily = self.daily;
        robot.daily_times = self.daily_times;
        robot.outgoing = self.outgoing.unwrap_or(robot.outgoing);
        robot.token = self.token.unwrap_or(robot.token);
        robot.card = self.card.unwrap_or(robot.card);
        robot.changed = cx.now;
        if robot.daily && robot.daily_times.is_empty() {
            return Err(MISSING.with("DailyNocTime"));
        }
        if robot.outgoing && robot.token.is_empty() {
            return Err(MISSING.with("Token"));
        }
        robots::put(cx.tx, account, &mut robot)?;
        daily_statistics::schedule(cx, &robot)?;
        Ok(Response {
            alert_robot: Saved {
                robot_id: robot.id,
                robot_name: robot.name,
                r#type: robot.kind,
                robot_address: robot.url,
                daily_noc: robot.daily,
                daily_noc_time: robot.daily_times,
                enable_outgoing: robot.outgoing,
                token: robot.token,
                card_template: robot.card,
            },
        })
    }
}
