//! `GetUser` returns a user. `LastLoginDate` is empty before the first logon.

use serde::Serialize;

use super::{faults::NO_USER, lookup, names::user_name, views};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetUser {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    user: views::User,
}

impl Action for GetUser {
    const NAME: &'static str = "GetUser";
    const DOC: &'static str = "Queries a RAM user.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(user_name("UserName").doc("The user."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { user: views::User::whole(lookup::user(cx, &self.name)?) })
    }
}
