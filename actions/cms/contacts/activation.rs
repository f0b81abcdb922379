//! Activation links of mail addresses and phone numbers.

use crate::cms::tables::{self, Contact};
use crate::{
    Cx, LinkPage, Result,
    ports::outbox::Channel,
    shared::verification::{
        self, DAY, LinkPageText, LinkRequest, LinkStatus, PreviousLinks, Verification,
    },
};

const PAGE_TEXT: LinkPageText = LinkPageText {
    confirmed: "Activated",
    again: "Already activated",
    renew: "Save the contact again to get a new one.",
};

/// Sends an activation link for the pending value of `channel`. It is valid for 24 hours (the
/// vendor's console page).
pub(in crate::cms) fn send_link(
    cx: &mut Cx<'_>,
    contact: &Contact,
    channel: Channel,
) -> Result<()> {
    let waiting = if channel == Channel::Sms { &contact.sms } else { &contact.mail };
    let Some(value) = &waiting.pending else { return Ok(()) };
    verification::send_link(
        cx,
        &LinkRequest {
            link: "activate",
            subjects: &[&contact.seq.to_string()],
            channel,
            value,
            life: DAY,
            previous_links: PreviousLinks::Replaced,
            heading: "Activate your CloudMonitor alert contact",
            body: &format!(
                "{} was added as an alert contact. Open the link within 24 hours to receive alerts.",
                contact.name
            ),
        },
    )
}

/// Opens an activation link.
pub(in crate::cms) fn open(cx: &mut Cx<'_>, token: &str) -> Result<LinkPage> {
    verification::open(cx, token, &PAGE_TEXT, link_status, confirm)
}

fn link_status(cx: &mut Cx<'_>, link: &Verification) -> Result<(LinkStatus, String)> {
    let found = tables::contact_of_seq(cx.tx, &link.account, seq(link))?;
    let Some(contact) = found else { return Ok((LinkStatus::Replaced, String::new())) };
    let channel = if link.is_by(Channel::Sms) { &contact.sms } else { &contact.mail };
    let value = Some(&link.value);
    let status = if channel.pending.as_ref() == value {
        LinkStatus::Waiting
    } else if channel.active.as_ref() == value && channel.pending.is_none() {
        LinkStatus::Confirmed
    } else {
        LinkStatus::Replaced
    };
    let text = format!("{} of the alert contact {} is active.", link.value, contact.name);
    Ok((status, text))
}

fn confirm(cx: &mut Cx<'_>, link: &Verification) -> Result<()> {
    if link.is_by(Channel::Sms) {
        tables::activate_sms(cx.tx, &link.account, seq(link))?;
    } else {
        tables::activate_mail(cx.tx, &link.account, seq(link))?;
    }
    Ok(())
}

/// The sequence number of the contact in its account.
fn seq(link: &Verification) -> i64 {
    link.subject().parse().unwrap_or(0)
}
