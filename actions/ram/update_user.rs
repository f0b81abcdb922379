//! `UpdateUser` changes a user. Omitted fields keep their value; empty ones are cleared (observed:
//! Terraform clears fields so). A renamed user keeps its id, keys and policies.
//!
//! `NewUserName` is required on the vendor's page; without it the name is kept.

use serde::Serialize;

use super::{
    lookup,
    names::{comment, display_name, phone, user_name},
    users::{self, Changes, NO_USER, USER_EXISTS},
    views,
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
    user: views::User,
}

impl Action for UpdateUser {
    const NAME: &'static str = "UpdateUser";
    const DOC: &'static str = "Modifies a RAM user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, USER_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let display = display_name("NewDisplayName").keep_empty().doc("The new display name.");
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
        let user = lookup::user(cx, &self.name)?;
        let to = Changes {
            name: self.new_name,
            display: self.display,
            phone: self.phone,
            email: self.email,
            comments: self.comments,
        };
        let user = users::update(cx, user, to)?;
        Ok(Response { user: views::User::changed(user) })
    }
}
