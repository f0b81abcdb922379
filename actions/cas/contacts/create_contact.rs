//! `CreateContact` creates a contact for certificate applications.
//!
//! No two contacts of an account have the same address or the same number: an address is compared
//! without regard to case, a number by its digits. Both are sent confirmation links; the contact
//! can be used at once.

use serde::Serialize;

use crate::cas::{
    contacts::confirmation,
    contacts::contact_rules::{self, is_address, is_id_card, is_number},
    faults::{BAD_WEBHOOKS, SAME_EMAIL, SAME_MOBILE, TOO_MANY_WEBHOOKS},
    tables::{
        Owner,
        contacts::{self, Contact},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct CreateContact {
    name: String,
    mobile: String,
    email: Option<String>,
    id_card: Option<String>,
    webhooks: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    contact_id: i64,
}

impl Action for CreateContact {
    const NAME: &'static str = "CreateContact";
    const DOC: &'static str = "Creates a contact for certificate applications and notices.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[SAME_EMAIL, SAME_MOBILE, TOO_MANY_WEBHOOKS, BAD_WEBHOOKS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mobile = text("Mobile").form("phone number", is_number);
        let email = text("Email").form("e-mail address", is_address);
        let id_card = text("Idcard").form("number of an identity document", is_id_card);
        Ok(Self {
            name: p.required(text("Name").line(1, 128).doc("The name."))?,
            mobile: p.required(mobile.doc("The phone number."))?,
            email: p.optional(email.doc("The mail address."))?,
            id_card: p.optional(id_card.doc("The number of the identity card."))?,
            webhooks: p.optional(text("Webhooks").doc("A JSON array of up to five webhooks."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let contact = self.store(cx)?;
        confirmation::send_links(cx, &contact, true, true)?;
        Ok(Response { contact_id: contact.id })
    }
}

impl CreateContact {
    /// Stores the contact, with nothing confirmed, and sends no link.
    pub(in crate::cas) fn store(self, cx: &mut Cx<'_>) -> Result<Contact> {
        let owner = Owner::of(cx);
        let email = self.email.map(|it| it.trim().to_owned());
        let mut contact = Contact {
            name: self.name,
            mobile_key: contact_rules::number_key(&self.mobile),
            mobile: self.mobile.trim().to_owned(),
            email_key: email.as_deref().map(contact_rules::address_key),
            email,
            id_card: self.id_card,
            webhooks: contact_rules::checked_webhooks(self.webhooks.as_deref().unwrap_or("[]"))?,
            made: cx.now,
            ..Contact::default()
        };
        contact_rules::check_unique(cx.tx, owner, &contact)?;
        contacts::put(cx.tx, owner, &mut contact)?;
        Ok(contact)
    }
}
