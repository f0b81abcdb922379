//! Changes of the addresses of members: a mail to the new address has a link that confirms it.
//!
//! The vendor documents that the address, which is then the name to log on with, changes once it is confirmed. A link
//! that confirms the address of a member is valid for a day (assumed).

use crate::resourcedirectory::{
    accounts::{
        email_states::{CANCELLED, CONFIRMED, EXPIRED, Event, WAITING},
        named_member::is_taken,
    },
    tables::{
        directories,
        emails::{self, EmailChange},
        members::{self, Member},
    },
};
use crate::{
    Cx, Fault, LinkPage, Result,
    ports::{outbox::Channel, store::Tx},
    shared::{
        accounts,
        verification::{
            self, DAY, LinkPageText, LinkRequest, LinkStatus, PreviousLinks, Verification,
        },
    },
};

const PAGE_TEXT: LinkPageText = LinkPageText {
    confirmed: "Confirmed",
    again: "Confirmed",
    renew: "Ask the administrator of the resource directory to have a new one sent.",
};

pub(crate) const EMAIL_TAKEN: Fault = Fault {
    status: 409,
    code: "InvalidParameter.Email.AlreadyUsed",
    message: "The email has been used.",
};
pub(in crate::resourcedirectory) const NO_CHANGE: Fault = Fault {
    status: 404,
    code: "EntityNotExists.EmailModifyRecord",
    message: "This email modification record of the account does not exist.",
};

/// The `EmailStatus` of an account: `WAIT_MODIFY`, `CANCELLED`, `EXPIRED`, or empty where no change was
/// asked for, or the last one is confirmed.
pub(in crate::resourcedirectory) fn status(
    tx: &mut dyn Tx,
    account: &str,
    now: i64,
) -> Result<&'static str> {
    Ok(match emails::change(tx, account)? {
        Some(change) if change.state == WAITING && now > change.expires => EXPIRED,
        Some(change) if change.state == WAITING || change.state == CANCELLED => {
            change.state.as_str()
        }
        _ => "",
    })
}

/// The change that may still be confirmed or sent again.
pub(in crate::resourcedirectory) fn waiting(
    cx: &mut Cx<'_>,
    account: &str,
) -> Result<Option<EmailChange>> {
    Ok(emails::change(cx.tx, account)?.filter(|change| change.state == WAITING))
}

/// Sends the mail of a change, for the first time or again; links that were sent before are invalid.
pub(in crate::resourcedirectory) fn send(
    cx: &mut Cx<'_>,
    member: &Member,
    mut change: EmailChange,
) -> Result<()> {
    change.state.move_to(cx, Event::Sent, WAITING)?;
    change.expires = cx.now.saturating_add(DAY);
    emails::put(cx.tx, &change)?;
    let body = format!(
        "{} is to become the address of the account {} ({}). Open the link within 24 hours to confirm.",
        change.email, member.account, member.display
    );
    verification::send_link(
        cx,
        &LinkRequest {
            link: "email",
            subjects: &[&member.account],
            channel: Channel::Mail,
            value: &change.email,
            life: DAY,
            previous_links: PreviousLinks::Replaced,
            heading: "Confirm the address of your Alibaba Cloud account",
            body: &body,
        },
    )
}

/// Cancels a change: its link is invalid.
pub(in crate::resourcedirectory) fn cancel(cx: &mut Cx<'_>, mut change: EmailChange) -> Result<()> {
    change.state.move_to(cx, Event::Cancelled, CANCELLED)?;
    emails::put(cx.tx, &change)?;
    let account = &cx.caller.account;
    Ok(verification::delete_links(cx.tx, cx.product, account, &change.account)?)
}

/// Opens the link of a mail.
pub(in crate::resourcedirectory) fn open(cx: &mut Cx<'_>, token: &str) -> Result<LinkPage> {
    verification::open(cx, token, &PAGE_TEXT, link_status, confirm)
}

fn link_status(cx: &mut Cx<'_>, link: &Verification) -> Result<(LinkStatus, String)> {
    let change = emails::change(cx.tx, link.subject())?.filter(|it| it.email == link.value);
    let status = match change.as_ref().map(|it| it.state.as_str()) {
        Some(CONFIRMED) => LinkStatus::Confirmed,
        // Another account may have come to the address in the meantime.
        Some(WAITING) if !is_taken(cx.tx, &link.value)? => LinkStatus::Waiting,
        _ => LinkStatus::Replaced,
    };
    Ok((status, format!("{} is the address of the account {}.", link.value, link.subject())))
}

fn confirm(cx: &mut Cx<'_>, link: &Verification) -> Result<()> {
    let account = link.subject();
    let Some(mut change) = emails::change(cx.tx, account)? else { return Ok(()) };
    change.state.move_to(cx, Event::Confirmed, CONFIRMED)?;
    emails::put(cx.tx, &change)?;
    accounts::rename(cx.tx, account, &change.email)?;
    let Some(directory) = directories::joined_by(cx.tx, account)? else { return Ok(()) };
    let Some(mut member) = members::member(cx.tx, &directory.id, account)? else { return Ok(()) };
    (member.name, member.changed) = (change.email, cx.now);
    Ok(members::put(cx.tx, &member)?)
}
