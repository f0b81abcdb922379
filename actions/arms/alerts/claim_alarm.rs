//! `ClaimAlarm` says who handles an alert. An alert that is handled already is not changed (assumed).
//!
//! Assumed: the caller handles an alert unless a contact is named; an alert that is handled is repeated nevertheless.

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        alerts::{
            alarm_rules::{AlarmCall, Done, NO_ALERT},
            alert_activities::{self, Activity},
            alert_states::AlertCause,
        },
        contacts::contact_rules::NO_CONTACT,
        tables::alerts,
    },
};

pub(in crate::arms) struct ClaimAlarm(AlarmCall);

impl Action for ClaimAlarm {
    const NAME: &'static str = "ClaimAlarm";
    const DOC: &'static str = "Claims an alert.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_ALERT, NO_CONTACT];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AlarmCall::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let (mut alert, handler) = self.0.find(cx)?;
        if alert.state == "handled" {
            return Ok(Done::new(false));
        }
        if alert.state == "pending" {
            alert.state.move_to(cx, AlertCause::Claim, "handling")?;
        }
        alert.progress.claimed.get_or_insert(cx.now);
        alert.progress.handler.clone_from(&handler);
        let account = cx.caller.account.clone();
        alerts::put(cx.tx, &account, &mut alert)?;
        alert_activities::add_by(cx, alert.id, Activity::Claimed, &handler, "")?;
        Ok(Done::new(true))
    }
}
