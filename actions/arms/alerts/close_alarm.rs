//! `CloseAlarm` ends an alert by hand: nothing more is sent. The events of an alert that is closed go on; the next
//! report of one of them makes a new alert (assumed).
//!
//! Assumed: nothing is sent of the end.

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        alerts::{
            alarm_rules::{AlarmCall, Done, NO_ALERT},
            alert_activities::{self, Activity},
            alert_flow,
            alert_states::AlertCause,
        },
        contacts::contact_rules::NO_CONTACT,
    },
    text,
};

pub(in crate::arms) struct CloseAlarm {
    call: AlarmCall,
    solution: Option<String>,
}

impl Action for CloseAlarm {
    const NAME: &'static str = "CloseAlarm";
    const DOC: &'static str = "Closes an alert.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_ALERT, NO_CONTACT];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let solution = text("Solution").prose(1, 1024).doc("How it was solved.");
        Ok(Self { call: AlarmCall::read(p)?, solution: p.optional(solution)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let (mut alert, handler) = self.call.find(cx)?;
        if alert.state == "handled" {
            return Ok(Done::new(false));
        }
        alert.progress.handler.clone_from(&handler);
        alert.progress.solution = self.solution.unwrap_or_default();
        let solution = alert.progress.solution.clone();
        alert_flow::end(cx, &mut alert, AlertCause::Close)?;
        alert_activities::add_by(cx, alert.id, Activity::Closed, &handler, &solution)?;
        Ok(Done::new(true))
    }
}
