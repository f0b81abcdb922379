//! Alerts are sent to the contacts of contact groups, by their channels that are activated.

use crate::{
    Cx, Result,
    cms::tables,
    ports::outbox::{Channel, Message},
    shared::robots::{self, Robot, RobotKind},
};

/// The channels by which an alert of a level is sent. Mail and chat bots are used for all levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cms) enum ChannelSet {
    /// Phone call, text message, mail and chat bot: `CRITICAL`, and 2 of event rules.
    Critical,
    /// Text message, mail and chat bot: `WARN`, and 3 of event rules.
    Warn,
    /// Mail and chat bot: `INFO`, and 4 of event rules.
    Info,
}

impl ChannelSet {
    const fn has(self, channel: Channel) -> bool {
        match channel {
            Channel::Mail | Channel::Robot => true,
            Channel::Sms => matches!(self, Self::Critical | Self::Warn),
            Channel::Voice => matches!(self, Self::Critical),
            Channel::Webhook | Channel::Receipt => false,
        }
    }
}

/// A message that a contact was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cms) struct Delivery {
    /// The name of the contact.
    pub(in crate::cms) contact: String,
    pub(in crate::cms) channel: Channel,
    /// The mail address, the phone number or the webhook of the chat bot.
    pub(in crate::cms) to: String,
}

/// Whom an alert was sent to, in the order of sending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cms) struct Sent(pub(in crate::cms) Vec<Delivery>);

impl Sent {
    /// The addresses that were sent to by a channel.
    pub(in crate::cms) fn to(&self, channel: Channel) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |it| it.channel == channel).map(|it| it.to.as_str())
    }
}

/// Sends an alert to the contacts of groups. Groups that do not exist are skipped, and a contact of
/// several groups is told once. An address that is not activated is not sent to; the one that it is to
/// replace still is.
pub(in crate::cms) fn send(
    cx: &mut Cx<'_>,
    groups: &[String],
    channels: ChannelSet,
    subject: &str,
    body: &str,
) -> Result<Sent> {
    let account = &cx.caller.account;
    let mut contacts: Vec<tables::Contact> = Vec::new();
    for name in groups {
        let Some(group) = tables::group(cx.tx, account, name)? else { continue };
        contacts.extend(tables::members(cx.tx, account, group.seq)?);
    }
    let mut told = std::collections::HashSet::new();
    contacts.retain(|contact| told.insert(contact.seq));
    let mut sent = Sent::default();
    for contact in contacts {
        let phone = contact.sms.active;
        let addresses = [
            (Channel::Voice, phone.clone()),
            (Channel::Sms, phone),
            (Channel::Mail, contact.mail.active),
            (Channel::Robot, contact.ding),
        ];
        for (channel, address) in addresses {
            let Some(to) = address.filter(|_| channels.has(channel)) else { continue };
            // The field is for DingTalk; the other platforms are known by their paths.
            let kind = RobotKind::of_url(&to).unwrap_or(RobotKind::DingTalk);
            let request = (channel == Channel::Robot).then(|| {
                robots::markdown(
                    &Robot { kind, url: &to, secret: None },
                    subject,
                    body,
                    &[],
                    cx.now,
                )
            });
            cx.notify(&Message {
                contact: Some(&contact.name),
                request: request.as_ref(),
                ..Message::alert(channel, &to, subject, body)
            })?;
            sent.0.push(Delivery { contact: contact.name.clone(), channel, to });
        }
    }
    Ok(sent)
}
