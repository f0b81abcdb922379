//! Reply addresses, whose owners confirm them by a link.

use crate::dm::{
    faults::NO_ADDRESS_ID,
    tables::{
        Owner,
        addresses::{self, Address},
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
    renew: "Have the reply address checked again to get a new one.",
};

/// The caller's sender address of this id.
pub(in crate::dm) fn address(cx: &mut Cx<'_>, id: i64) -> Result<Address> {
    let owner = Owner::of(cx);
    Ok(addresses::address(cx.tx, owner, id)?.ok_or(NO_ADDRESS_ID)?)
}

fn subject(it: &Address) -> String {
    format!("{}/{}", it.region, it.id)
}

/// Sends the link by which the owner of a reply address confirms it.
pub(in crate::dm) fn send_link(cx: &mut Cx<'_>, it: &Address, reply: &str) -> Result<()> {
    let subject = subject(it);
    verification::send_link(
        cx,
        &LinkRequest {
            link: "reply",
            subjects: &[&subject],
            channel: Channel::Mail,
            value: reply,
            life: DAY,
            previous_links: PreviousLinks::Replaced,
            heading: "Confirm your Direct Mail reply address",
            body: &format!(
                "Answers to mail from {} are to go to this address. Open the link within 24 hours to confirm.",
                it.name
            ),
        },
    )
}

/// Forgets the links of a sender address.
pub(in crate::dm) fn delete_links(cx: &mut Cx<'_>, it: &Address) -> Result<()> {
    let subject = subject(it);
    Ok(verification::delete_links(cx.tx, cx.product, &it.account, &subject)?)
}

/// Opens a link.
pub(in crate::dm) fn open(cx: &mut Cx<'_>, token: &str) -> Result<LinkPage> {
    verification::open(cx, token, &PAGE_TEXT, link_status, confirm)
}

/// Confirms by the token of a link. Returns whether it is one of the caller's that is still good.
pub(in crate::dm) fn approve(cx: &mut Cx<'_>, token: &str) -> Result<bool> {
    let Some(link) = verification::find(cx.tx, cx.product, token)? else { return Ok(false) };
    let waits = link_status(cx, &link)?.0 == LinkStatus::Waiting;
    if link.account != cx.account() || !waits || link.has_expired(cx.now) {
        return Ok(false);
    }
    confirm(cx, &link)?;
    Ok(true)
}

fn link_status(cx: &mut Cx<'_>, link: &Verification) -> Result<(LinkStatus, String)> {
    let status = match find(cx, link)? {
        Some(it) if it.reply.as_deref() == Some(&*link.value) && it.reply_confirmed => {
            LinkStatus::Confirmed
        }
        Some(it) if it.reply.as_deref() == Some(&*link.value) => LinkStatus::Waiting,
        _ => LinkStatus::Replaced,
    };
    Ok((status, format!("The reply address {} is confirmed.", link.value)))
}

fn confirm(cx: &mut Cx<'_>, link: &Verification) -> Result<()> {
    let Some(mut it) = find(cx, link)? else { return Ok(()) };
    it.reply_confirmed = true;
    let stored = it.clone();
    Ok(addresses::put(cx.tx, stored.owner(), &mut it)?)
}

fn find(cx: &mut Cx<'_>, link: &Verification) -> Result<Option<Address>> {
    let Some((region, id)) = link.subject().split_once('/') else { return Ok(None) };
    let owner = Owner::at(&link.account, region);
    Ok(addresses::address(cx.tx, owner, id.parse().unwrap_or(0))?)
}
