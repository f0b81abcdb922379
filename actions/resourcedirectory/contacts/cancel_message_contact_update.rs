//! `CancelMessageContactUpdate` drops the pending address, number or both of an active contact.
//!
//! Assumed: without a value both are dropped; a value that is not the pending one changes nothing.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            contact_rules::{
                NO_CONTACT, STRANGE_COUNTRY, WRONG_STATUS, check_country, contact_id,
                contact_wording, find, known_address, number,
            },
            contact_states::ACTIVE,
        },
        faults::NO_DIRECTORY,
        tables::contacts,
    },
};

pub(in crate::resourcedirectory) struct CancelMessageContactUpdate {
    contact: String,
    address: Option<String>,
    number: Option<String>,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for CancelMessageContactUpdate {
    const NAME: &'static str = "CancelMessageContactUpdate";
    const DOC: &'static str = "Cancels the update of an address or a number.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACT;
    const FAULTS: &'static [Fault] = &[STRANGE_COUNTRY, NO_DIRECTORY, NO_CONTACT, WRONG_STATUS];
    const WORDING: Option<Wording> = Some(contact_wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            contact: p.required(contact_id())?,
            address: p.optional(known_address())?,
            number: p.optional(number())?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let Self { contact, address, number } = self;
        check_country(number.as_deref())?;
        let directory = managed(cx)?;
        let mut contact = find(cx, &directory, &contact)?;
        if contact.state.as_str() != ACTIVE {
            return Err(WRONG_STATUS.into());
        }
        let both = address.is_none() && number.is_none();
        if both || address.is_some() {
            contact.mail.cancel(address.as_deref());
        }
        if both || number.is_some() {
            contact.phone.cancel(number.as_deref());
        }
        contacts::put(cx.tx, &contact)?;
        Ok(Response {})
    }
}
