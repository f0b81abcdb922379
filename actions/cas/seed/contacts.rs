//! Contacts for certificate applications and notices.

use serde_json::Value;

use crate::{
    Cx, Origin, Parameters,
    cas::{
        CAS,
        contacts::{
            confirmation, contact_rules::number_key, create_contact::CreateContact,
            update_contact::UpdateContact,
        },
        tables::{
            Owner,
            contacts::{self, Contact},
        },
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
};

use super::ALL;

pub(super) const CONTACTS: SeedKind = SeedKind {
    name: "contacts",
    doc: "Contacts for certificates. The number and the address are confirmed, unless they are pending.",
    key: &["mobile"],
    members: &[
        SeedMember::text("mobile", "The phone number; no two contacts have the same.").required(),
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("email", "The mail address."),
        SeedMember::text("id_card", "The number of the identity document."),
        SeedMember::new("webhooks", SeedType::Texts, "Up to five webhooks of chat bots.").secret(),
        SeedMember::new(
            "pending_mobile",
            SeedType::Flag,
            "Whether the number was sent a link which is not opened yet.",
        ),
        SeedMember::new(
            "pending_email",
            SeedType::Flag,
            "Whether the address was sent a link which is not opened yet.",
        ),
    ],
    export: |cx| Ok(all(cx)?.into_iter().map(shown).collect()),
    create: |cx, it| {
        let contact = seed::read::<CreateContact>(&CAS, parameters(it))?.store(cx)?;
        confirm(cx, contact, it)
    },
    update: Some(update),
};

/// The contacts of the account, oldest first.
fn all(cx: &mut Cx<'_>) -> Result<Vec<Contact>, ControlError> {
    let owner = Owner::of(cx);
    let (mut found, _) = contacts::list(cx.tx, owner, None, ALL)?;
    found.reverse();
    Ok(found)
}

fn shown(it: Contact) -> Fields {
    let pending_email = it.email.is_some() && !it.email_confirmed;
    let webhooks = serde_json::from_str::<Value>(&it.webhooks).unwrap_or_default();
    seed::fields([
        ("mobile", it.mobile.into()),
        ("name", it.name.into()),
        ("email", it.email.into()),
        ("id_card", it.id_card.into()),
        ("webhooks", webhooks),
        ("pending_mobile", seed::set(!it.mobile_confirmed)),
        ("pending_email", seed::set(pending_email)),
    ])
}

fn parameters(it: &Fields) -> Parameters {
    let names = [("mobile", "Mobile"), ("name", "Name"), ("email", "Email"), ("id_card", "Idcard")];
    let mut parameters = seed::parameters(it, &names);
    if it.contains_key("webhooks") {
        let webhooks = Value::from(seed::texts(it, "webhooks")).to_string();
        parameters.add("Webhooks", &webhooks, Origin::Query);
    }
    parameters
}

/// Confirms what is not pending, and sends a link to what is.
fn confirm(cx: &mut Cx<'_>, mut contact: Contact, it: &Fields) -> Result<(), ControlError> {
    let pending = (seed::flag(it, "pending_email"), seed::flag(it, "pending_mobile"));
    contact.email_confirmed = contact.email.is_some() && !pending.0;
    contact.mobile_confirmed = !pending.1;
    let owner = Owner::of(cx);
    contacts::put(cx.tx, owner, &mut contact)?;
    Ok(confirmation::send_links(cx, &contact, pending.0, pending.1)?)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    for name in ["email", "id_card"] {
        if it.get(name).is_some_and(|it| it == "") && present.contains_key(name) {
            return Err(ControlError::Wrong(format!("no call removes the `{name}` of a contact")));
        }
    }
    let whole = seed::over(it, present);
    let key = number_key(seed::text(present, "mobile"));
    let Some(contact) = all(cx)?.into_iter().find(|it| it.mobile_key == key) else {
        return Ok(false);
    };
    let mut parameters = parameters(&whole);
    parameters.add("ContactId", &contact.id.to_string(), Origin::Query);
    let contact = seed::read::<UpdateContact>(&CAS, parameters)?.store(cx)?;
    confirm(cx, contact, &whole)?;
    Ok(true)
}
