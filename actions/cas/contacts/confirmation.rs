//! Confirmation links of a contact's address and phone number.
//!
//! The vendor's console sends a code, for which there is no action; here a link replaces it.

use crate::cas::{
    contacts::contact_rules::{address_key, number_key},
    tables::{
        Owner,
        contacts::{self, Contact},
    },
};
use crate::{
    Cx, LinkPage, Result,
    ports::outbox::Channel,
    shared::verification::{
        self, DAY, LinkPageText, LinkRequest, LinkStatus, PreviousLinks, Verification,
    },
};

const PAGE_TEXT: LinkPageText = LinkPageText {
    confirmed: "Confirmed",
    again: "Confirmed",
    renew: "Save the contact again to get a new one.",
};

/// Sends confirmation links for the address, the phone number, or both.
pub(in crate::cas) fn send_links(
    cx: &mut Cx<'_>,
    contact: &Contact,
    email: bool,
    mobile: bool,
) -> Result<()> {
    if let Some(address) = contact.email.as_ref().filter(|_| email) {
        send_link(cx, contact, Channel::Mail, address)?;
    }
    if mobile {
        send_link(cx, contact, Channel::Sms, &contact.mobile)?;
    }
    Ok(())
}

fn send_link(cx: &mut Cx<'_>, contact: &Contact, channel: Channel, value: &str) -> Result<()> {
    let subject = subject(Owner::of(cx), contact.id);
    verification::send_link(
        cx,
        &LinkRequest {
            link: "confirm",
            subjects: &[&subject],
            channel,
            value,
            life: DAY,
            previous_links: PreviousLinks::Replaced,
            heading: "Confirm your Certificate Management Service contact",
            body: &format!(
                "{} was saved as a contact for certificates. Open the link within 24 hours to confirm.",
                contact.name
            ),
        },
    )
}

/// Deletes the links of a deleted contact.
pub(in crate::cas) fn delete_links(cx: &mut Cx<'_>, id: i64) -> Result<()> {
    let owner = Owner::of(cx);
    Ok(verification::delete_links(cx.tx, cx.product, owner.account, &subject(owner, id))?)
}

/// Opens a link.
pub(in crate::cas) fn open(cx: &mut Cx<'_>, token: &str) -> Result<LinkPage> {
    verification::open(cx, token, &PAGE_TEXT, link_status, confirm)
}

fn link_status(cx: &mut Cx<'_>, link: &Verification) -> Result<(LinkStatus, String)> {
    let Some((_, contact)) = find(cx, link)? else {
        return Ok((LinkStatus::Replaced, String::new()));
    };
    let (mine, confirmed) = if link.is_by(Channel::Sms) {
        (contact.mobile_key == number_key(&link.value), contact.mobile_confirmed)
    } else {
        (contact.email_key == Some(address_key(&link.value)), contact.email_confirmed)
    };
    let status = match (mine, confirmed) {
        (false, _) => LinkStatus::Replaced,
        (true, false) => LinkStatus::Waiting,
        (true, true) => LinkStatus::Confirmed,
    };
    Ok((status, format!("{} of the contact {} is confirmed.", link.value, contact.name)))
}

fn confirm(cx: &mut Cx<'_>, link: &Verification) -> Result<()> {
    let Some((owner, mut contact)) = find(cx, link)? else { return Ok(()) };
    if link.is_by(Channel::Sms) {
        contact.mobile_confirmed = true;
    } else {
        contact.email_confirmed = true;
    }
    Ok(contacts::put(cx.tx, owner, &mut contact)?)
}

/// The link subject of a contact.
fn subject(owner: Owner<'_>, id: i64) -> String {
    format!("{}/{id}", owner.site)
}

/// The contact of a link, and its owner.
fn find<'a>(cx: &mut Cx<'_>, link: &'a Verification) -> Result<Option<(Owner<'a>, Contact)>> {
    let Some((site, id)) = link.subject().split_once('/') else { return Ok(None) };
    let owner = Owner { account: &link.account, site };
    let found = contacts::contact(cx.tx, owner, id.parse().unwrap_or(0))?;
    Ok(found.map(|contact| (owner, contact)))
}
