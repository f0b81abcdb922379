//! `UpdateGroup` changes a group. Omitted fields keep their value; an empty comment clears it.

use serde::Serialize;

use super::{
    faults::{GROUP_EXISTS, NO_GROUP},
    lookup,
    names::{comment, group_name},
    tables::groups,
    views,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct UpdateGroup {
    name: String,
    new_name: Option<String>,
    comments: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    group: views::Group,
}

impl Action for UpdateGroup {
    const NAME: &'static str = "UpdateGroup";
    const DOC: &'static str = "Modifies a RAM user group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:group/{GroupName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, GROUP_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(group_name("GroupName").doc("The group."))?,
            new_name: p.optional(group_name("NewGroupName").doc("The new name."))?,
            comments: p.optional(comment("NewComments").keep_empty().doc("The new comment."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut group = lookup::group(cx, &self.name)?;
        let account = &cx.caller.account;
        if let Some(name) = self.new_name {
            let holder = groups::group(cx.tx, account, &name)?;
            if holder.is_some_and(|holder| holder.seq != group.seq) {
                return Err(GROUP_EXISTS.into());
            }
            group.name = name;
        }
        group.comments = self.comments.unwrap_or(group.comments);
        group.changed = cx.now;
        groups::put_group(cx.tx, account, &mut group)?;
        Ok(Response { group: views::Group::whole(group) })
    }
}
