//! `UpdateMessageContact` changes a contact.
//!
//! Name, title and message types change at once, also at the members. Another address or number of an active
//! contact is pending until it is verified, and the former one stays effective; where none is effective, it
//! is replaced at once (observed: Terraform reads it back).
//!
//! Assumed: what an equal or an empty value does.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            contact_rules::{
                LONG_ADDRESS, LONG_NAME, NAME_TAKEN, NO_CONTACT, STRANGE_COUNTRY, WRONG_STATUS,
                address, check_address, check_country, check_name, contact_id, contact_wording,
                find, message_types, name, number, title,
            },
            contact_states::ACTIVE,
            contact_tasks,
        },
        faults::{CONCURRENT, NO_DIRECTORY},
        tables::{
            contacts,
            recipients::{self, Recipient},
        },
    },
};

pub(in crate::resourcedirectory) struct UpdateMessageContact {
    contact: String,
    name: Option<String>,
    address: Option<String>,
    number: Option<String>,
    title: Option<String>,
    types: Option<Vec<String>>,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for UpdateMessageContact {
    const NAME: &'static str = "UpdateMessageContact";
    const DOC: &'static str = "Changes a message contact.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACT;
    const FAULTS: &'static [Fault] = &[
        LONG_NAME,
        NAME_TAKEN,
        LONG_ADDRESS,
        STRANGE_COUNTRY,
        NO_DIRECTORY,
        NO_CONTACT,
        WRONG_STATUS,
        CONCURRENT,
    ];
    const WORDING: Option<Wording> = Some(contact_wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            contact: p.required(contact_id())?,
            name: p.optional(name())?,
            address: p.optional(address())?,
            number: p.optional(number().keep_empty())?,
            title: p.optional(title())?,
            types: message_types(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_address(self.address.as_deref())?;
        check_country(self.number.as_deref())?;
        let directory = managed(cx)?;
        let mut contact = find(cx, &directory, &self.contact)?;
        if contact.is_deleting() {
            return Err(WRONG_STATUS.into());
        }
        if let Some(name) = self.name {
            check_name(cx.tx, &directory, &name, &contact.id)?;
            contact.name = name;
        }
        contact_tasks::check_idle(cx.tx, &contact)?;
        let former = contact.message_types();
        if let Some(title) = self.title {
            contact.title = title;
        }
        if let Some(types) = self.types {
            contact.types = types;
        }
        let active = contact.state.as_str() == ACTIVE;
        if let Some(address) = self.address {
            contact.mail.update(&address, active);
        }
        if let Some(number) = self.number {
            contact.phone.update(&number, active);
        }
        contacts::put(cx.tx, &contact)?;
        contacts::clear_failures(cx.tx, &contact.id)?;
        let types = contact.message_types();
        let (added, removed) = (types.without(former), former.without(types));
        recipients::update_all(cx.tx, &Recipient::of(&contact, ""), added, removed)?;
        Ok(Response {})
    }
}
