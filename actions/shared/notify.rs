//! Messages to contacts.

use crate::{
    Cx, Result,
    ports::outbox::{Channel, Message},
};

/// The addresses of a contact that may be used: only confirmed ones where the product requires
/// confirmation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// The mail address.
    pub mail: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The webhooks of chat bots.
    pub robots: Vec<String>,
}

impl Recipient {
    /// Each address with its channel, in the order of sending.
    fn addresses(&self) -> impl Iterator<Item = (Channel, &str)> {
        let mail = self.mail.iter().map(|to| (Channel::Mail, to.as_str()));
        let phone = self.phone.iter().map(|to| (Channel::Sms, to.as_str()));
        let robots = self.robots.iter().map(|to| (Channel::Robot, to.as_str()));
        mail.chain(phone).chain(robots)
    }
}

/// Sends one message to each address.
pub fn send(cx: &mut Cx<'_>, to: &Recipient, subject: &str, body: &str) -> Result<()> {
    for (channel, to) in to.addresses() {
        cx.notify(&Message::new(channel, to, subject, body))?;
    }
    Ok(())
}
