//! The links by which the owners of mail addresses and phones confirm them.

use super::tables::{self, Contact};
use crate::{
    Cx, Opened, Result,
    ports::outbox::{Channel, Message},
    shared::format,
};

/// How long a link lives: 24 hours (the vendor's console page).
const LIFE: i64 = 24 * 60 * 60 * 1000;

/// Asks the owner of the value that waits on `channel` to confirm it.
pub(super) fn ask(cx: &mut Cx<'_>, contact: &Contact, channel: Channel) -> Result<()> {
    let (name, waiting) = match channel {
        Channel::Sms => ("SMS", &contact.sms.pending),
        _ => ("Mail", &contact.mail.pending),
    };
    let Some(value) = waiting else { return Ok(()) };
    let token = format::hex(cx.random, 32);
    let (whose, link) = ((&*cx.caller.account, contact.seq, name), (&*token, &**value, cx.now));
    tables::put_activation(cx.tx, whose, link)?;
    cx.notify(&Message {
        channel,
        to: value,
        subject: "Activate your CloudMonitor alert contact",
        body: &format!(
            "{} was added as an alert contact. Open the link within 24 hours to receive alerts.",
            contact.name
        ),
        link: Some(&format!("cms/activate/{token}")),
    })
}

/// Follows an activation link.
pub(super) fn open(cx: &mut Cx<'_>, token: &str) -> Result<Opened> {
    let Some(found) = tables::activation(cx.tx, token)? else {
        return Ok(Opened {
            status: 404,
            title: "Unknown link",
            text: "This link was never sent, or a later message has replaced it.".into(),
        });
    };
    let done = format!("{} of the alert contact {} is active.", found.value, found.name);
    if found.confirmed.active.as_ref() == Some(&found.value) && found.confirmed.pending.is_none() {
        return Ok(Opened { status: 200, title: "Already activated", text: done });
    }
    let waits = found.confirmed.pending.as_ref() == Some(&found.value);
    if !waits || cx.now - found.made > LIFE {
        return Ok(Opened {
            status: 410,
            title: "This link has expired",
            text: "Save the contact again to get a new one.".into(),
        });
    }
    tables::activate(cx.tx, &found)?;
    Ok(Opened { status: 200, title: "Activated", text: done })
}
