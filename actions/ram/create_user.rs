//! `CreateUser` creates a RAM user, which has no permissions until a policy grants them.
//!
//! Names are unique ignoring case, and stored as given.

use serde::Serialize;

use super::{
    names::{comment, display_name, phone, user_name},
    users::{self, NewUser, TOO_MANY, USER_EXISTS},
    views,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct CreateUser {
    name: String,
    display: String,
    phone: String,
    email: String,
    comments: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    user: views::User,
}

impl Action for CreateUser {
    const NAME: &'static str = "CreateUser";
    const DOC: &'static str = "Creates a RAM user.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/*"];
    const FAULTS: &'static [Fault] = &[USER_EXISTS, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(user_name("UserName").doc("The name."))?,
            display: p.default(display_name("DisplayName").doc("The display name."), "")?,
            phone: p.default(phone("MobilePhone").doc("The mobile phone number."), "")?,
            email: p.default(text("Email").email().doc("The mail address."), "")?,
            comments: p.default(comment("Comments").doc("A comment."), "")?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = users::create(
            cx,
            NewUser {
                name: self.name,
                display: self.display,
                phone: self.phone,
                email: self.email,
                comments: self.comments,
                tags: Vec::new(),
            },
        )?;
        Ok(Response { user: views::User::made(user) })
    }
}
