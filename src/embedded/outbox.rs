//! The messages that a world has sent.

use std::{
    fmt::{Display, Write},
    time::Duration,
};

use hyper::Method;
use serde::Deserialize;

use super::{
    Error, World,
    time::{PATIENCE, wait},
};

/// A message that an action or due work has sent. None is delivered anywhere.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Message {
    /// Its number in the world.
    pub id: u64,
    /// When it was sent, by the clock of the world.
    pub at: String,
    /// The account.
    pub account: String,
    /// The product.
    pub product: String,
    /// `verification`, `alert` or `notification`.
    pub kind: String,
    /// `mail`, `sms`, `voice`, `robot`, `webhook` or `receipt`.
    pub channel: String,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The link that confirms an address.
    pub link: Option<String>,
    /// That link, and the URLs in the text.
    pub links: Vec<String>,
    /// The verification codes.
    pub codes: Vec<String>,
    /// The code of the template that it was made of.
    pub template: Option<String>,
    /// What the network has made of a text message or a mail: `waiting`, `delivered` or `failed`.
    pub state: Option<String>,
    /// What else the product says of it, such as `params`, `biz_id`, `err_code` and `html`.
    #[serde(flatten)]
    pub details: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct Page {
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Deleted {
    deleted: u64,
}

/// The outbox of a world, as far as the filters let pass.
#[derive(Clone)]
pub struct Outbox<'w> {
    world: &'w World,
    filters: Vec<(&'static str, String)>,
    patience: Duration,
}

impl World {
    /// The messages that it has sent.
    #[must_use]
    pub fn outbox(&self) -> Outbox<'_> {
        Outbox { world: self, filters: Vec::new(), patience: PATIENCE }
    }
}

impl Outbox<'_> {
    /// Only messages to this address.
    #[must_use]
    pub fn to(self, address: &str) -> Self {
        self.with("to", &address)
    }

    /// Only those of a channel: `mail`, `sms`, `voice`, `robot`, `webhook` or `receipt`.
    #[must_use]
    pub fn channel(self, channel: &str) -> Self {
        self.with("channel", &channel)
    }

    /// Only those of a kind: `verification`, `alert` or `notification`.
    #[must_use]
    pub fn kind(self, kind: &str) -> Self {
        self.with("kind", &kind)
    }

    /// Only those of a product.
    #[must_use]
    pub fn product(self, product: &str) -> Self {
        self.with("product", &product)
    }

    /// Only those of an account.
    #[must_use]
    pub fn account(self, account: &str) -> Self {
        self.with("account", &account)
    }

    /// Only those of the template with this code.
    #[must_use]
    pub fn template(self, code: &str) -> Self {
        self.with("template", &code)
    }

    /// Only those with this tag.
    #[must_use]
    pub fn tag(self, tag: &str) -> Self {
        self.with("tag", &tag)
    }

    /// Only those of which the network says this: `waiting`, `delivered` or `failed`.
    #[must_use]
    pub fn state(self, state: &str) -> Self {
        self.with("state", &state)
    }

    /// Only those after the message of this id, or from this time of the world on.
    #[must_use]
    pub fn since(self, place: impl Display) -> Self {
        self.with("since", &place)
    }

    /// How long [`wait`](Self::wait), [`code`](Self::code) and [`link`](Self::link) wait; 10 s unless given.
    #[must_use]
    pub fn within(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    fn with(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.filters.retain(|(it, _)| *it != name);
        self.filters.push((name, value.to_string()));
        self
    }

    /// The messages, oldest first.
    pub fn list(&self) -> Result<Vec<Message>, Error> {
        self.page(&[])
    }

    /// The newest message, waiting until there is one.
    pub fn wait(&self) -> Result<Message, Error> {
        self.newest("message", |message| Some(message.clone()))
    }

    /// The verification code in the newest message that has one, waiting until there is one.
    pub fn code(&self) -> Result<String, Error> {
        self.newest("message with a code", |message| message.codes.last().cloned())
    }

    /// The link in the newest message that has one, waiting until there is one.
    pub fn link(&self) -> Result<String, Error> {
        let link = |it: &Message| it.link.clone().or_else(|| it.links.first().cloned());
        self.newest("message with a link", link)
    }

    /// Deletes all messages of the world, whatever the filters are, and answers how many.
    pub fn delete(&self) -> Result<u64, Error> {
        let answer: Deleted = self.world.json(Method::DELETE, "outbox", &[], None)?;
        Ok(answer.deleted)
    }

    fn page(&self, more: &[(&str, &str)]) -> Result<Vec<Message>, Error> {
        let own = self.filters.iter().map(|(name, value)| (*name, &**value));
        // What is asked besides replaces a filter.
        let own = own.filter(|(name, _)| !more.iter().any(|(it, _)| it == name));
        let query: Vec<_> = own.chain(more.iter().copied()).collect();
        let page: Page = self.world.json(Method::GET, "outbox", &query, None)?;
        Ok(page.messages)
    }

    fn newest<T>(&self, what: &str, wanted: impl Fn(&Message) -> Option<T>) -> Result<T, Error> {
        let mut since = None::<String>;
        let found = wait(self.patience, |time| {
            let after = since.as_deref().map(|it| ("since", it));
            let query: Vec<_> = [("wait", time)].into_iter().chain(after).collect();
            let messages = self.page(&query)?;
            let found = messages.iter().rev().find_map(&wanted);
            since = messages.last().map(|it| it.id.to_string()).or(since.take());
            Ok(found)
        })?;
        found.map_or_else(|| Err(self.missing(what)?), Ok)
    }

    /// That a message has not come, and which ones have.
    fn missing(&self, what: &str) -> Result<Error, Error> {
        let asked: Vec<_> = self.filters.iter().map(|(name, it)| format!("{name}={it}")).collect();
        let asked = if asked.is_empty() { "any".to_owned() } else { asked.join(", ") };
        let all = self.world.outbox().page(&[("limit", "20")])?;
        let there = if all.is_empty() { "the outbox is empty" } else { "there are:" };
        let mut text = format!("no {what} ({asked}) came within {:?}; {there}", self.patience);
        for it in all {
            let Message { id, kind, channel, to, subject, .. } = it;
            let _ = write!(text, "\n  {id} {kind} by {channel} to {to}: {subject}");
        }
        Ok(Error::NotInTime(text))
    }
}
