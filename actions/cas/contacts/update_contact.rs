//! `UpdateContact` changes a contact. Omitted fields keep their value; empty `Webhooks` removes
//! all.
//!
//! A changed address or number must be confirmed again; an unconfirmed one gets another link each
//! time it is sent. A value with `*` is a masked one and is rejected.

use serde::Serialize;

use crate::cas::{
    contacts::confirmation,
    contacts::contact_rules::{self, is_address, is_id_card, is_number},
    faults::{BAD_WEBHOOKS, NOT_FOUND, SAME_EMAIL, SAME_MOBILE, TOO_MANY_WEBHOOKS},
    tables::{
        Owner,
        contacts::{self, Contact},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct UpdateContact {
    id: i64,
    name: Option<String>,
    mobile: Option<String>,
    email: Option<String>,
    id_card: Option<String>,
    webhooks: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    contact_id: i64,
}

impl Action for UpdateContact {
    const NAME: &'static str = "UpdateContact";
    const DOC: &'static str = "Modifies a contact.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] =
        &[SAME_EMAIL, SAME_MOBILE, TOO_MANY_WEBHOOKS, BAD_WEBHOOKS, NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mobile = text("Mobile").form("phone number", is_number);
        let email = text("Email").form("e-mail address", is_address);
        let id_card = text("Idcard").form("number of an identity document", is_id_card);
        let webhooks = text("Webhooks").keep_empty();
        Ok(Self {
            id: p.required(int("ContactId").doc("The contact."))?,
            name: p.optional(text("Name").line(1, 128).doc("The name."))?,
            mobile: p.optional(mobile.doc("The phone number."))?,
            email: p.optional(email.doc("The mail address."))?,
            id_card: p.optional(id_card.doc("The number of the identity card."))?,
            webhooks: p.optional(webhooks.doc("A JSON array of up to five webhooks."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (email, mobile) = (self.email.is_some(), self.mobile.is_some());
        let contact = self.store(cx)?;
        let ask_email = email && !contact.email_confirmed;
        let ask_mobile = mobile && !contact.mobile_confirmed;
        confirmation::send_links(cx, &contact, ask_email, ask_mobile)?;
        Ok(Response { contact_id: contact.id })
    }
}

impl UpdateContact {
    /// Changes the contact, and sends no link.
    pub(in crate::cas) fn store(self, cx: &mut Cx<'_>) -> Result<Contact> {
        let owner = Owner::of(cx);
        let mut contact = contacts::contact(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        let before = contact.clone();
        self.apply(&mut contact)?;
        contact_rules::check_unique(cx.tx, owner, &contact)?;
        contact.email_confirmed &= contact.email_key == before.email_key;
        contact.mobile_confirmed &= contact.mobile_key == before.mobile_key;
        contacts::put(cx.tx, owner, &mut contact)?;
        Ok(contact)
    }

    fn apply(self, contact: &mut Contact) -> Result<()> {
        if let Some(webhooks) = self.webhooks {
            contact.webhooks = contact_rules::checked_webhooks(&webhooks)?;
        }
        if let Some(name) = self.name {
            contact.name = name;
        }
        if let Some(mobile) = self.mobile {
            contact.mobile_key = contact_rules::number_key(&mobile);
            mobile.trim().clone_into(&mut contact.mobile);
        }
        if let Some(email) = self.email {
            contact.email_key = Some(contact_rules::address_key(&email));
            contact.email = Some(email.trim().to_owned());
        }
        contact.id_card = self.id_card.or(contact.id_card.take());
        Ok(())
    }
}
