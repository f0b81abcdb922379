//! `ChangeAlarmSeverity` sets the level of an alert, which later events then leave alone (assumed).

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        alerts::{
            alarm_rules::{AlarmCall, Done, NO_ALERT},
            alert_activities::{self, Activity},
            reports::LEVELS,
        },
        contacts::contact_rules::NO_CONTACT,
        tables::alerts,
    },
    text,
};

pub(in crate::arms) struct ChangeAlarmSeverity {
    call: AlarmCall,
    severity: String,
}

impl Action for ChangeAlarmSeverity {
    const NAME: &'static str = "ChangeAlarmSeverity";
    const DOC: &'static str = "Changes the severity of an alert.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_ALERT, NO_CONTACT];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let severity = text("Severity").one_of(LEVELS).doc("The level.");
        Ok(Self { call: AlarmCall::read(p)?, severity: p.required(severity)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let (mut alert, handler) = self.call.find(cx)?;
        if alert.state == "handled" {
            return Ok(Done::new(false));
        }
        let content = format!("{} to {}", alert.severity, self.severity);
        alert.severity = self.severity;
        alert.progress.severity_set = true;
        let account = cx.caller.account.clone();
        alerts::put(cx.tx, &account, &mut alert)?;
        alert_activities::add_by(cx, alert.id, Activity::SeverityChanged, &handler, &content)?;
        Ok(Done::new(true))
    }
}
