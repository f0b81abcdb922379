//! `DeleteContactGroup` deletes a group; its contacts stay. A group that there is not is answered with `IsSuccess`
//! false (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{groups::group_rules::delete, tables::groups},
    int,
};

pub(in crate::arms) struct DeleteContactGroup(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for DeleteContactGroup {
    const NAME: &'static str = "DeleteContactGroup";
    const DOC: &'static str = "Deletes a contact group.";
    const ACCESS: Access = Access::Delete;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(int("ContactGroupId").doc("The id of the group."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = groups::group(cx.tx, &cx.caller.account, self.0)?;
        if let Some(group) = &found {
            delete(cx, group)?;
        }
        Ok(Response { is_success: found.is_some() })
    }
}
