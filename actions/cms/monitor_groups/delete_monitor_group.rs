//! `DeleteMonitorGroup` deletes an application group with its alert rules and event rules (assumed: of the
//! page on application groups), and answers what it was.

use serde::Serialize;

use super::{
    contact_groups_view::ContactGroups,
    groups::{self, group_id},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        faults::{self, RESOURCE_NOT_FOUND},
        tables::{alarms, event_rules, monitor_groups, rules},
    },
};

pub(in crate::cms) struct DeleteMonitorGroup(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    group: Deleted,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Deleted {
    group_name: String,
    contact_groups: ContactGroups,
}

impl Action for DeleteMonitorGroup {
    const NAME: &'static str = "DeleteMonitorGroup";
    const DOC: &'static str = "Deletes an application group.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(group_id(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = groups::find(cx, self.0)?;
        let account = &cx.caller.account;
        for rule in rules::of_group(cx.tx, account, group.id)? {
            alarms::delete_of_rule(cx.tx, account, &rule)?;
        }
        rules::delete_of_group(cx.tx, account, group.id)?;
        event_rules::delete_of_group(cx.tx, account, group.id)?;
        monitor_groups::delete(cx.tx, account, group.id)?;
        let contact_groups = ContactGroups::of(group.contact_groups);
        Ok(Response { group: Deleted { group_name: group.name, contact_groups } })
    }
}
