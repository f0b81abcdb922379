//! `CreateUser` makes a RAM user, which may do nothing until a policy lets it.
//!
//! Names are unique without regard to case, and kept as given.

use serde::Serialize;

use super::{
    faults::USER_EXISTS,
    names::{comment, display_name, phone, user_name},
    shapes,
    tables::users::{self, User},
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::ids, text};

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
    user: shapes::User,
}

/// How many users an account may have.
const MOST: i64 = 5000;

const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.User",
    message: "The count of users beyond the current limits.",
};

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
            display: p.default(display_name("DisplayName").doc("The name to show."), "")?,
            phone: p.default(phone("MobilePhone").doc("The mobile phone number."), "")?,
            email: p.default(text("Email").email().doc("The mail address."), "")?,
            comments: p.default(comment("Comments").doc("A comment."), "")?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        if users::user(cx.tx, account, &self.name)?.is_some() {
            return Err(USER_EXISTS.into());
        }
        if users::count_users(cx.tx, account)? >= MOST {
            return Err(TOO_MANY.into());
        }
        let mut user = User {
            seq: 0,
            id: format!("2{}", ids::digits(cx.random, 17)),
            name: self.name,
            display: self.display,
            phone: self.phone,
            email: self.email,
            comments: self.comments,
            made: cx.now,
            changed: cx.now,
            last_login: None,
            provision: "Manual".into(),
        };
        users::put_user(cx.tx, account, &mut user)?;
        Ok(Response { user: shapes::User::made(user) })
    }
}
