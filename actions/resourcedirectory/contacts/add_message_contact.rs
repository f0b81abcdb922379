//! `AddMessageContact` creates a contact, which is to be verified before it can be bound.
//!
//! The call sends no message: `SendEmailVerificationForMessageContact` does (documented; the console
//! calls both).
//!
//! Assumed: names of contacts compare with case.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            contact_channel::ContactChannel,
            contact_rules::{
                LONG_ADDRESS, LONG_NAME, NAME_TAKEN, STRANGE_COUNTRY, address, check_address,
                check_country, check_name, contact_wording, name, number, required_message_types,
                title,
            },
        },
        faults::NO_DIRECTORY,
        tables::contacts::{self, Contact},
    },
    shared::{format::shanghai_time, ids, states::State},
};

pub(in crate::resourcedirectory) struct AddMessageContact {
    name: String,
    address: String,
    number: Option<String>,
    title: String,
    types: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    contact: Created,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Created {
    contact_id: String,
    create_date: String,
}

const TOO_MANY: Fault = Fault {
    status: 400,
    code: "LimitExceeded.Contacts",
    message: "The maximum number of contacts in a resource directory exceeds the limit.",
};

impl Action for AddMessageContact {
    const NAME: &'static str = "AddMessageContact";
    const DOC: &'static str = "Creates a message contact.";
    const ACCESS: Access = Access::Create;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACTS;
    const FAULTS: &'static [Fault] =
        &[LONG_NAME, NAME_TAKEN, LONG_ADDRESS, STRANGE_COUNTRY, NO_DIRECTORY, TOO_MANY];
    const WORDING: Option<Wording> = Some(contact_wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(name())?,
            address: p.required(address())?,
            number: p.optional(number())?,
            title: p.required(title())?,
            types: required_message_types(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_address(Some(&self.address))?;
        check_country(self.number.as_deref())?;
        let directory = managed(cx)?;
        check_name(cx.tx, &directory, &self.name, "")?;
        if contacts::count(cx.tx, &directory.id)? >= directory.settings.contacts {
            return Err(TOO_MANY.into());
        }
        let mut contact = Contact {
            id: format!("c-{}", ids::letters(cx.random, 16)),
            directory: directory.id,
            seq: 0,
            name: self.name,
            title: self.title,
            types: self.types,
            state: State::default(),
            made: cx.now,
            mail: ContactChannel::new(&self.address),
            phone: ContactChannel::new(self.number.as_deref().unwrap_or_default()),
        };
        contacts::add(cx.tx, &mut contact)?;
        let create_date = shanghai_time(contact.made);
        Ok(Response { contact: Created { contact_id: contact.id, create_date } })
    }
}
