//! Verification messages: the mail, or the text message, whose link confirms the address or the number
//! of a contact, and how many of them an account may send.

use crate::{
    Cx, Fault, LinkPage, Result,
    ports::outbox::Channel,
    resourcedirectory::{
        contacts::{
            contact_states::{ACTIVE, Event, VERIFYING},
            message_types::MessageTypes,
        },
        daily,
        tables::{
            contacts::{self, Contact},
            directories,
            recipients::{self, Recipient},
            verifications,
        },
        tree::Directory,
    },
    shared::verification::{
        self, DAY, LinkPageText, LinkRequest, LinkStatus, PreviousLinks, Verification,
    },
};

/// How long a message is valid (documented).
const LIFE: i64 = 7 * DAY;
/// How many messages an account may send in a day, by each channel (documented of mail).
const MOST_IN_A_DAY: i64 = 100;
/// How many messages may be sent to one address within a minute (documented).
const MOST_IN_A_MINUTE: i64 = 10;
const MINUTE: i64 = 60_000;

/// The code of too many messages is documented of the day, and assumed of the minute.
pub(super) const TOO_MANY_MESSAGES: Fault = Fault {
    status: 409,
    code: "SendValidateCodeExceedsLimitForAccount",
    message: "For the same account, the number of verification codes sent exceeds the limit.",
};
pub(super) const NO_VERIFICATION: Fault = Fault {
    status: 404,
    code: "EntityNotExists.Contact.Verification",
    message: "This contact verification does not exist.",
};

const PAGE_TEXT: LinkPageText = LinkPageText {
    confirmed: "Verified",
    again: "Verified",
    renew: "Ask for another verification message.",
};

/// Sends a message that asks the owner of `value` to confirm it.
pub(super) fn send(
    cx: &mut Cx<'_>,
    directory: &Directory,
    contact: &Contact,
    (channel, value): (Channel, &str),
) -> Result<()> {
    let open = match channel {
        Channel::Sms => contact.phone.unconfirmed(),
        _ => contact.mail.unconfirmed(),
    };
    if open != Some(value) {
        return Err(NO_VERIFICATION.into());
    }
    let (account, now) = (&directory.master, cx.now);
    let sent = (account.as_str(), channel.name());
    verifications::prune(cx.tx, account, now - MINUTE)?;
    if verifications::count(cx.tx, sent, value, now)? >= MOST_IN_A_MINUTE
        || !daily::count(cx, by_channel(channel), MOST_IN_A_DAY)?
    {
        return Err(TOO_MANY_MESSAGES.into());
    }
    verifications::add(cx.tx, sent, value, now)?;
    let body = format!(
        "Alibaba Cloud account {account} has added you, {}, as a message contact. Open the link within seven days to confirm.",
        contact.name
    );
    verification::send_link(
        cx,
        &LinkRequest {
            link: "contact",
            subjects: &[&contact.id],
            channel,
            value,
            life: LIFE,
            previous_links: PreviousLinks::Replaced,
            heading: "Confirm that you are a message contact",
            body: &body,
        },
    )
}

/// What the day's count calls the messages of a channel. Text messages have a count of their own (assumed).
const fn by_channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "contact_sms",
        _ => "contact_mail",
    }
}

/// Deletes the links of a contact.
pub(super) fn delete_links(cx: &mut Cx<'_>, directory: &Directory, contact: &str) -> Result<()> {
    Ok(verification::delete_links(cx.tx, cx.product, &directory.master, contact)?)
}

/// Opens a link.
pub(in crate::resourcedirectory) fn open(cx: &mut Cx<'_>, token: &str) -> Result<LinkPage> {
    verification::open(cx, token, &PAGE_TEXT, link_status, confirm)
}

fn find(cx: &mut Cx<'_>, link: &Verification) -> Result<Option<Contact>> {
    let Some(directory) = directories::managed_by(cx.tx, &link.account)? else { return Ok(None) };
    Ok(contacts::contact(cx.tx, &directory.id, link.subject())?)
}

fn link_status(cx: &mut Cx<'_>, link: &Verification) -> Result<(LinkStatus, String)> {
    let Some(contact) = find(cx, link)? else { return Ok((LinkStatus::Replaced, String::new())) };
    let channel = if link.is_by(Channel::Sms) { &contact.phone } else { &contact.mail };
    let status = if channel.effective() == Some(&link.value) {
        LinkStatus::Confirmed
    } else if channel.unconfirmed() == Some(&link.value) {
        LinkStatus::Waiting
    } else {
        LinkStatus::Replaced
    };
    Ok((status, format!("{} of the contact {} is verified.", link.value, contact.name)))
}

/// The value becomes effective, and goes to the Message Centers of the members.
fn confirm(cx: &mut Cx<'_>, link: &Verification) -> Result<()> {
    let Some(mut contact) = find(cx, link)? else { return Ok(()) };
    let by_mail = !link.is_by(Channel::Sms);
    let channel = if by_mail { &mut contact.mail } else { &mut contact.phone };
    channel.confirm(&link.value);
    if by_mail && contact.state.as_str() == VERIFYING {
        contact.state.move_to(cx, Event::Confirmed, ACTIVE)?;
    }
    contacts::put(cx.tx, &contact)?;
    let (none, model) = (MessageTypes::default(), Recipient::of(&contact, ""));
    Ok(recipients::update_all(cx.tx, &model, none, none)?)
}
