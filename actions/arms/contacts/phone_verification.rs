//! Links that verify the phone number of a contact.

use crate::{
    Cx, LinkPage, Result,
    arms::{
        ARMS,
        tables::contacts::{self, Contact},
    },
    ports::outbox::Channel,
    shared::{
        phones,
        verification::{
            self, DAY, LinkPageText, LinkRequest, LinkStatus, PreviousLinks, Verification,
        },
    },
};

const PAGE_TEXT: LinkPageText = LinkPageText {
    confirmed: "Verified",
    again: "Verified",
    renew: "Ask for another link with SendTTSVerifyLink.",
};

/// When the last link was sent to this number of a contact.
pub(super) fn last_sent(cx: &mut Cx<'_>, contact: &Contact, phone: &str) -> Result<Option<i64>> {
    let sent =
        verification::links_for(cx.tx, ARMS.id, &cx.caller.account, &contact.id.to_string())?;
    Ok(sent.iter().find(|link| is_of(link, phone)).map(|link| link.made))
}

/// Whether a link was sent to this number.
fn is_of(link: &Verification, phone: &str) -> bool {
    phones::normalized(&link.value) == phones::normalized(phone)
}

/// Deletes the links that were sent to a contact, whichever product deletes it.
pub(super) fn delete_links(cx: &mut Cx<'_>, contact: &Contact) -> Result<()> {
    let (account, subject) = (&cx.caller.account, contact.id.to_string());
    Ok(verification::delete_links(cx.tx, ARMS.id, account, &subject)?)
}

/// Sends a link to the phone number of a contact. The link is valid for a day (assumed).
pub(super) fn send(cx: &mut Cx<'_>, contact: &Contact, phone: &str) -> Result<()> {
    verification::send_link(
        cx,
        &LinkRequest {
            link: "phone",
            subjects: &[&contact.id.to_string()],
            channel: Channel::Sms,
            value: phone,
            life: DAY,
            previous_links: PreviousLinks::Replaced,
            heading: "Verify your phone number",
            body: &format!(
                "{} is a contact for alerts of Application Real-Time Monitoring Service. Open the link to verify this number.",
                contact.name
            ),
        },
    )
}

/// Opens a link.
pub(in crate::arms) fn open(cx: &mut Cx<'_>, token: &str) -> Result<LinkPage> {
    verification::open(cx, token, &PAGE_TEXT, link_status, confirm)
}

fn find(cx: &mut Cx<'_>, link: &Verification) -> Result<Option<Contact>> {
    let id = link.subject().parse().unwrap_or(0);
    Ok(contacts::contact(cx.tx, &link.account, id)?)
}

fn link_status(cx: &mut Cx<'_>, link: &Verification) -> Result<(LinkStatus, String)> {
    let Some(contact) = find(cx, link)? else { return Ok((LinkStatus::Replaced, String::new())) };
    let current = contact.phone.as_deref().is_some_and(|phone| is_of(link, phone));
    let status = match (current, contact.phone_verified) {
        (false, _) => LinkStatus::Replaced,
        (true, false) => LinkStatus::Waiting,
        (true, true) => LinkStatus::Confirmed,
    };
    Ok((status, format!("{} of the contact {} is verified.", link.value, contact.name)))
}

fn confirm(cx: &mut Cx<'_>, link: &Verification) -> Result<()> {
    let Some(mut contact) = find(cx, link)? else { return Ok(()) };
    contact.phone_verified = true;
    Ok(contacts::put(cx.tx, &link.account, &contact)?)
}
