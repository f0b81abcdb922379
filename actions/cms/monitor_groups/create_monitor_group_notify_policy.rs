//! `CreateMonitorGroupNotifyPolicy` pauses the alerts of an application group for a time. A group has one
//! pause; another call replaces it (assumed).

use serde::Serialize;

use super::{
    groups::{self, group_id_text},
    notify_policy,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::TEXT_SUCCESS,
        faults::{self, PARAMETER_INVALID, RESOURCE_NOT_FOUND},
        tables::monitor_groups,
    },
    int,
};

pub(in crate::cms) struct CreateMonitorGroupNotifyPolicy {
    group: i64,
    starts: i64,
    ends: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    /// How many policies were written: the vendor calls it `Result`, and its meaning is assumed.
    result: i64,
}

impl Action for CreateMonitorGroupNotifyPolicy {
    const NAME: &'static str = "CreateMonitorGroupNotifyPolicy";
    const DOC: &'static str = "Pauses the alerts of an application group.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[PARAMETER_INVALID, RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(TEXT_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        notify_policy::read_type(p)?;
        Ok(Self {
            group: group_id_text(p)?,
            starts: p.required(int("StartTime").min(0).doc("The first millisecond."))?,
            ends: p.required(int("EndTime").min(0).doc("The last millisecond."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.ends < self.starts {
            return Err(PARAMETER_INVALID.into());
        }
        let group = groups::find(cx, self.group)?;
        let times = (self.starts, self.ends);
        monitor_groups::set_pause(cx.tx, &cx.caller.account, group.id, times)?;
        Ok(Response { result: 1 })
    }
}
