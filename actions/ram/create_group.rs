//! `CreateGroup` creates a group, whose policies apply to all its users.

use serde::Serialize;

use super::{
    faults::GROUP_EXISTS,
    names::{comment, group_name},
    tables::groups::{self, Group},
    views,
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::ids};

pub(super) struct CreateGroup {
    name: String,
    comments: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    group: views::Group,
}

/// Maximum number of groups in an account.
const LIMIT: i64 = 300;

const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Group",
    message: "The count of groups beyond the current limits.",
};

impl Action for CreateGroup {
    const NAME: &'static str = "CreateGroup";
    const DOC: &'static str = "Creates a RAM user group.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:group/*"];
    const FAULTS: &'static [Fault] = &[GROUP_EXISTS, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(group_name("GroupName").doc("The name."))?,
            comments: p.default(comment("Comments").doc("A comment."), "")?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        if groups::group(cx.tx, account, &self.name)?.is_some() {
            return Err(GROUP_EXISTS.into());
        }
        if groups::count_groups(cx.tx, account)? >= LIMIT {
            return Err(TOO_MANY.into());
        }
        let mut group = Group {
            seq: 0,
            id: format!("g-{}", ids::letters(cx.random, 16)),
            name: self.name,
            comments: self.comments,
            made: cx.now,
            changed: cx.now,
        };
        groups::put_group(cx.tx, account, &mut group)?;
        Ok(Response { group: views::Group::made(group) })
    }
}
