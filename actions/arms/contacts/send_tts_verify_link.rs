//! `SendTTSVerifyLink` sends a link to the phone number of a contact, which verifies it.
//!
//! Assumed: the number must be the contact's; a minute must pass before a number is sent another link.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        contacts::{
            contact_rules::{BAD_PHONE, NO_CONTACT, contact_id},
            phone_verification,
        },
        tables::contacts,
    },
    shared::phones,
    text,
};

/// How long it takes until another link may be sent, in milliseconds.
const PAUSE: i64 = 60_000;

pub(in crate::arms) struct SendTTSVerifyLink {
    id: i64,
    phone: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

/// Documented.
const TOO_OFTEN: Fault = Fault {
    status: 400,
    code: "AlertPhoneVerifyTooFrequently",
    message: "Verification links are sent too frequently.",
};

impl Action for SendTTSVerifyLink {
    const NAME: &'static str = "SendTTSVerifyLink";
    const DOC: &'static str = "Sends a link that verifies the phone number of a contact.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "UpdateContact";
    const FAULTS: &'static [Fault] = &[NO_CONTACT, BAD_PHONE, TOO_OFTEN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let phone = text("Phone").len(1, 64).doc("The phone number of the contact.");
        Ok(Self { id: p.required(contact_id())?, phone: p.required(phone)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let contact = contacts::contact(cx.tx, &cx.caller.account, self.id)?.ok_or(NO_CONTACT)?;
        let given = phones::normalized(&self.phone);
        let own = |it: &&str| phones::normalized(it) == given;
        let phone = contact.phone.as_deref().filter(own).ok_or(BAD_PHONE)?;
        let last = phone_verification::last_sent(cx, &contact, phone)?;
        if last.is_some_and(|at| cx.now < at + PAUSE) {
            return Err(TOO_OFTEN.into());
        }
        phone_verification::send(cx, &contact, phone)?;
        Ok(Response { is_success: true })
    }
}
