//! `DeleteMonitorGroupNotifyPolicy` ends the pause of the alerts of an application group.

use serde::Serialize;

use super::{
    groups::{self, group_id_text},
    notify_policy,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::TEXT_SUCCESS,
        faults::{self, RESOURCE_NOT_FOUND},
        tables::monitor_groups,
    },
};

pub(in crate::cms) struct DeleteMonitorGroupNotifyPolicy(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    /// How many policies were deleted: the vendor calls it `Result`, and its meaning is assumed.
    result: i64,
}

impl Action for DeleteMonitorGroupNotifyPolicy {
    const NAME: &'static str = "DeleteMonitorGroupNotifyPolicy";
    const DOC: &'static str = "Resumes the alerts of an application group.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(TEXT_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        notify_policy::read_type(p)?;
        Ok(Self(group_id_text(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = groups::find(cx, self.0)?;
        let gone = monitor_groups::delete_pause(cx.tx, &cx.caller.account, group.id)?;
        Ok(Response { result: gone.into() })
    }
}
