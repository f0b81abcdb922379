//! The links by which the owners of a contact's address and number confirm them.
//!
//! The vendor's console sends a code, which no action knows of. Here a link does the same.

use crate::cas::{
    contacts::contact_rules::{address_key, number_key},
    tables::{
        Owner,
        contacts::{self, Contact, Link},
    },
};
use crate::{
    Cx, Opened, Result,
    ports::outbox::{Channel, Message},
    shared::format,
};

/// How long a link lives: 24 hours.
const LIFE: i64 = 24 * 60 * 60 * 1000;

/// Asks the owners of what is not confirmed yet: of the address, of the number, of both.
pub(in crate::cas) fn ask(
    cx: &mut Cx<'_>,
    contact: &Contact,
    email: bool,
    mobile: bool,
) -> Result<()> {
    if let Some(address) = contact.email.as_ref().filter(|_| email) {
        ask_one(cx, contact, Channel::Mail, address)?;
    }
    if mobile {
        ask_one(cx, contact, Channel::Sms, &contact.mobile)?;
    }
    Ok(())
}

fn ask_one(cx: &mut Cx<'_>, contact: &Contact, channel: Channel, value: &str) -> Result<()> {
    let owner = Owner::of(cx);
    let token = format::hex(cx.random, 32);
    let link = Link {
        site: owner.site.to_owned(),
        account: owner.account.to_owned(),
        contact: contact.id,
        channel: if channel == Channel::Sms { "Mobile" } else { "Email" }.to_owned(),
        value: value.to_owned(),
        made: cx.now,
    };
    contacts::put_link(cx.tx, &token, &link)?;
    cx.notify(&Message {
        channel,
        to: value,
        subject: "Confirm your Certificate Management Service contact",
        body: &format!(
            "{} was saved as a contact for certificates. Open the link within 24 hours to confirm.",
            contact.name
        ),
        link: Some(&format!("cas/confirm/{token}")),
    })
}

/// Follows a link.
pub(in crate::cas) fn open(cx: &mut Cx<'_>, token: &str) -> Result<Opened> {
    let Some(link) = contacts::link(cx.tx, token)? else {
        return Ok(Opened {
            status: 404,
            title: "Unknown link",
            text: "This link was never sent, or a later message has replaced it.".into(),
        });
    };
    let owner = Owner { account: &link.account, site: &link.site };
    let contact = contacts::contact(cx.tx, owner, link.contact)?;
    let mine = |c: &Contact| match link.channel.as_str() {
        "Mobile" => c.mobile_key == number_key(&link.value),
        _ => c.email_key == Some(address_key(&link.value)),
    };
    let Some(mut contact) = contact.filter(|c| mine(c) && cx.now - link.made <= LIFE) else {
        return Ok(Opened {
            status: 410,
            title: "This link has expired",
            text: "Save the contact again to get a new one.".into(),
        });
    };
    match link.channel.as_str() {
        "Mobile" => contact.mobile_confirmed = true,
        _ => contact.email_confirmed = true,
    }
    contacts::put(cx.tx, owner, &mut contact)?;
    let text = format!("{} of the contact {} is confirmed.", link.value, contact.name);
    Ok(Opened { status: 200, title: "Confirmed", text })
}
