//! `ModifyMailAddress` sets the SMTP password of a sender address, or where answers to it go. Another reply address has
//! to be confirmed again.

use serde::Serialize;

use crate::dm::{
    addresses::replies,
    faults::{BAD_PASSWORD, NO_ADDRESS_ID, SAME_PASSWORD},
    passwords,
    tables::{Owner, addresses},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::dm) struct ModifyMailAddress {
    id: i64,
    password: Option<String>,
    reply: Option<String>,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for ModifyMailAddress {
    const NAME: &'static str = "ModifyMailAddress";
    const DOC: &'static str = "Changes the SMTP password or the reply address of a sender address.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_ADDRESS_ID, BAD_PASSWORD, SAME_PASSWORD];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let password = text("Password").secret().form("password", passwords::is_good);
        Ok(Self {
            id: p.required(int("MailAddressId").doc("The sender address."))?,
            password: p.optional(password.doc("The password at the SMTP server."))?,
            reply: p.optional(text("ReplyAddress").email().doc("Where answers go."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut it = replies::address(cx, self.id)?;
        if let Some(password) = self.password {
            let digest = Some(passwords::digest(&it.name, &password));
            if it.password_digest == digest {
                return Err(SAME_PASSWORD.into());
            }
            it.password_digest = digest;
        }
        if self.reply.is_some() && self.reply != it.reply {
            it.reply = self.reply;
            it.reply_confirmed = false;
            replies::delete_links(cx, &it)?;
        }
        addresses::put(cx.tx, owner, &mut it)?;
        Ok(Response {})
    }
}
