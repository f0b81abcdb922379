//! `SendPhoneVerificationForMessageContact` sends a message with a link that confirms the phone number of
//! a contact.
//!
//! Assumed: the limits are those of mail.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result,
    ports::outbox::Channel,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            confirmation::{self, NO_VERIFICATION, TOO_MANY_MESSAGES},
            contact_rules::{NO_CONTACT, STRANGE_COUNTRY, check_country, contact_id, find, number},
        },
        faults::NO_DIRECTORY,
    },
};

pub(in crate::resourcedirectory) struct SendPhoneVerificationForMessageContact {
    contact: String,
    to: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for SendPhoneVerificationForMessageContact {
    const NAME: &'static str = "SendPhoneVerificationForMessageContact";
    const DOC: &'static str = "Sends a message that verifies the phone number of a contact.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACT;
    const FAULTS: &'static [Fault] =
        &[STRANGE_COUNTRY, NO_DIRECTORY, NO_CONTACT, NO_VERIFICATION, TOO_MANY_MESSAGES];

    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { contact: p.required(contact_id())?, to: p.required(number())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_country(Some(&self.to))?;
        let directory = managed(cx)?;
        let contact = find(cx, &directory, &self.contact)?;
        confirmation::send(cx, &directory, &contact, (Channel::Sms, &self.to))?;
        Ok(Response {})
    }
}
