//! `DeleteAlertContactGroup` deletes a group; its contacts stay. A group that there is not is answered with
//! `IsSuccess` false (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{groups::group_rules::delete, region, tables::groups},
    int,
};

pub(in crate::arms) struct DeleteAlertContactGroup(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for DeleteAlertContactGroup {
    const NAME: &'static str = "DeleteAlertContactGroup";
    const DOC: &'static str = "Deletes a contact group.";
    const ACCESS: Access = Access::Delete;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        Ok(Self(p.required(int("ContactGroupId").doc("The id of the group."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = groups::by_legacy_id(cx.tx, &cx.caller.account, self.0)?;
        if let Some(group) = &found {
            delete(cx, group)?;
        }
        Ok(Response { is_success: found.is_some() })
    }
}
