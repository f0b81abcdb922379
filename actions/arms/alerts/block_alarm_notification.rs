//! `BlockAlarmNotification` holds the messages of an alert back for some time; those that are due meanwhile are sent as one
//! when it is over (assumed).
//!
//! Assumed: nothing is sent of an end meanwhile.

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        alerts::{
            alarm_rules::{AlarmCall, Done, NO_ALERT},
            alert_activities::{self, Activity},
            alert_flow,
        },
        contacts::contact_rules::NO_CONTACT,
    },
    int,
};

/// The most seconds for which an alert is held back: 30 days (assumed).
const MOST_SECONDS: i64 = 30 * 86_400;

pub(in crate::arms) struct BlockAlarmNotification {
    call: AlarmCall,
    seconds: i64,
}

impl Action for BlockAlarmNotification {
    const NAME: &'static str = "BlockAlarmNotification";
    const DOC: &'static str = "Holds the notifications of an alert back for some time.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_ALERT, NO_CONTACT];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let seconds = int("Timeout").range(1, MOST_SECONDS).doc("For how many seconds.");
        Ok(Self { call: AlarmCall::read(p)?, seconds: p.required(seconds)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let (mut alert, handler) = self.call.find(cx)?;
        if alert.state == "handled" {
            return Ok(Done::new(false));
        }
        let until = cx.now.saturating_add(self.seconds * 1000);
        alert_flow::block(cx, &mut alert, until)?;
        let content = format!("{} s", self.seconds);
        alert_activities::add_by(cx, alert.id, Activity::Blocked, &handler, &content)?;
        Ok(Done::new(true))
    }
}
