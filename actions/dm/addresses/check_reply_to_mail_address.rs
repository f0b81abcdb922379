//! `CheckReplyToMailAddress` sends the link by which the owner of a reply address confirms it.

use serde::Serialize;

use crate::dm::{
    addresses::replies,
    faults::{NO_ADDRESS_ID, NO_REPLY},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::dm) struct CheckReplyToMailAddress {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for CheckReplyToMailAddress {
    const NAME: &'static str = "CheckReplyToMailAddress";
    const DOC: &'static str = "Sends mail that asks to confirm a reply address.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_ADDRESS_ID, NO_REPLY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("Lang").doc("The language of the mail; it has no effect."))?;
        p.optional(text("Region").doc("The region of the link; it has no effect."))?;
        Ok(Self { id: p.required(int("MailAddressId").doc("The sender address."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = replies::address(cx, self.id)?;
        let reply = it.reply.clone().ok_or(NO_REPLY)?;
        replies::send_link(cx, &it, &reply)?;
        Ok(Response {})
    }
}
