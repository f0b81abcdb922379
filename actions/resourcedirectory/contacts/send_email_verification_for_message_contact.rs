//! `SendEmailVerificationForMessageContact` sends a message with a link that confirms the mail address of
//! a contact.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording,
    ports::outbox::Channel,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            confirmation::{self, NO_VERIFICATION, TOO_MANY_MESSAGES},
            contact_rules::{NO_CONTACT, contact_id, contact_wording, find, known_address},
        },
        faults::NO_DIRECTORY,
    },
};

pub(in crate::resourcedirectory) struct SendEmailVerificationForMessageContact {
    contact: String,
    to: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for SendEmailVerificationForMessageContact {
    const NAME: &'static str = "SendEmailVerificationForMessageContact";
    const DOC: &'static str = "Sends a message that verifies the mail address of a contact.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACT;
    const FAULTS: &'static [Fault] =
        &[NO_DIRECTORY, NO_CONTACT, NO_VERIFICATION, TOO_MANY_MESSAGES];
    const WORDING: Option<Wording> = Some(contact_wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { contact: p.required(contact_id())?, to: p.required(known_address())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let contact = find(cx, &directory, &self.contact)?;
        confirmation::send(cx, &directory, &contact, (Channel::Mail, &self.to))?;
        Ok(Response {})
    }
}
