//! Messages to contacts: who is told, by which channels.

use crate::{
    Cx, Result,
    ports::outbox::{Channel, Message},
};

/// The ways in which somebody is told: those alone that may be used, so only confirmed addresses
/// and numbers where a product wants them confirmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// The mail address.
    pub mail: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The webhooks of chat robots.
    pub robots: Vec<String>,
}

impl Recipient {
    /// Each way with its channel, in the order in which they are used.
    fn addresses(&self) -> impl Iterator<Item = (Channel, &str)> {
        let mail = self.mail.iter().map(|to| (Channel::Mail, to.as_str()));
        let phone = self.phone.iter().map(|to| (Channel::Sms, to.as_str()));
        let robots = self.robots.iter().map(|to| (Channel::Robot, to.as_str()));
        mail.chain(phone).chain(robots)
    }
}

/// Tells somebody, in every way that there is: one message for each.
pub fn send(cx: &mut Cx<'_>, to: &Recipient, subject: &str, body: &str) -> Result<()> {
    for (channel, to) in to.addresses() {
        cx.notify(&Message { channel, to, subject, body, link: None })?;
    }
    Ok(())
}
