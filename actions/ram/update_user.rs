//! `UpdateUser` changes a user. What the call leaves out stays; what it gives as empty goes
//! (observed: Terraform clears a field so). A user keeps its id, keys and policies with a new name.
//!
//! The vendor's page asks for `NewUserName`; a call without it keeps the name.

use serde::Serialize;

use super::{
    faults::{NO_USER, USER_EXISTS},
    lookup,
    names::{comment, display_name, phone, user_name},
    shapes,
    tables::users,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct UpdateUser {
    name: String,
    new_name: Option<String>,
    display: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    comments: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    user: shapes::User,
}

impl Action for UpdateUser {
    const NAME: &'static str = "UpdateUser";
    const DOC: &'static str = "Modifies a RAM user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, USER_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let display = display_name("NewDisplayName").keep_empty().doc("The new name to show.");
        let phone = phone("NewMobilePhone").keep_empty().doc("The new mobile phone number.");
        Ok(Self {
            name: p.required(user_name("UserName").doc("The user."))?,
            new_name: p.optional(user_name("NewUserName").doc("The new name."))?,
            display: p.optional(display)?,
            phone: p.optional(phone)?,
            email: p
                .optional(text("NewEmail").email().keep_empty().doc("The new mail address."))?,
            comments: p.optional(comment("NewComments").keep_empty().doc("The new comment."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut user = lookup::user(cx, &self.name)?;
        let account = &cx.caller.account;
        if let Some(name) = self.new_name {
            let holder = users::user(cx.tx, account, &name)?;
            if holder.is_some_and(|holder| holder.seq != user.seq) {
                return Err(USER_EXISTS.into());
            }
            user.name = name;
        }
        user.display = self.display.unwrap_or(user.display);
        user.phone = self.phone.unwrap_or(user.phone);
        user.email = self.email.unwrap_or(user.email);
        user.comments = self.comments.unwrap_or(user.comments);
        user.changed = cx.now;
        users::put_user(cx.tx, account, &mut user)?;
        Ok(Response { user: shapes::User::changed(user) })
    }
}
