//! What an action receives besides its parameters.

use std::borrow::Cow;

use crate::{
    Authority, Caller, Effects, Random, Result,
    policy::{self, Request, Subject},
    ports::{
        delivery,
        keys::Keys,
        message_details::{self, MessageState},
        outbox::{self, Message},
        store::Tx,
    },
};

/// What a world keeps outside its tables: the sealing key, and when access keys were last used.
pub trait Vault {
    /// Encrypts and authenticates `plain` so that only this world can read it and nobody can forge
    /// it. Text sealed for one `purpose` cannot be unsealed for another.
    fn seal(&self, purpose: &'static str, plain: &[u8]) -> String;
    /// The sealed bytes; `None` unless this world sealed them for this purpose.
    fn unseal(&self, purpose: &'static str, sealed: &str) -> Option<Vec<u8>>;
    /// As [`seal`](Self::seal), under another key than the world's: whoever has that key reads it.
    fn seal_with(&self, key: &[u8; 32], purpose: &'static str, plain: &[u8]) -> String;
    /// What was sealed under this key for this purpose.
    fn unseal_with(&self, key: &[u8; 32], purpose: &'static str, sealed: &str) -> Option<Vec<u8>>;
    /// When an access key was last used, in milliseconds on the world's clock, if that may be later
    /// than the database has it.
    fn last_used(&self, key_id: &str) -> Option<i64>;
    /// The id by which the receiver of the next message will know it, another one each time; `None` where messages
    /// are only recorded.
    fn delivery_key(&self) -> Option<String> {
        None
    }
    /// The URL of the server, without a slash at its end, by which what it answers leads back to it.
    fn base(&self) -> &str;
}

/// One call: its caller, its clock and its transaction.
pub struct Cx<'a> {
    /// The [`id`](crate::Product::id) of the product called.
    pub product: &'static str,
    /// Who calls.
    pub caller: &'a Caller,
    /// The region that the call or the endpoint names: `cn-hangzhou`.
    pub region: &'a str,
    /// Milliseconds since 1970 on the world's clock; one reading per call.
    pub now: i64,
    /// What the world's clock shows while this runs: later than `now` where due work runs late, as when the
    /// clock was moved.
    pub clock: i64,
    /// Where ids, tokens and secrets come from.
    pub random: &'a mut dyn Random,
    /// What authorizes the call.
    pub authority: Authority<'a>,
    /// Seals and unseals text, and knows when access keys were last used.
    pub vault: &'a dyn Vault,
    /// The name of the world: `""` for the first one.
    pub world: &'a str,
    /// What the ids of its access keys have first: its name, or in the first world what the names of all begin with.
    pub key_prefix: &'a str,
    /// Effects to apply once the transaction is committed.
    pub effects: &'a mut Effects,
    /// The RSA keys generated and the documents parsed for this call: see
    /// [`rsa_key`](Self::rsa_key).
    pub keys: Keys,
    /// The open transaction. Committed when the action answers `Ok`.
    pub tx: &'a mut dyn Tx,
}

impl Cx<'_> {
    /// Queues a message in the same transaction as the change it reports, so it is sent if, and
    /// only if, that change is committed. Where messages are delivered, it waits for its delivery.
    pub fn notify(&mut self, message: &Message<'_>) -> Result<()> {
        self.notify_and_number(message).map(drop)
    }

    /// [`notify`](Self::notify), for a product that writes down later what has become of the message: answers its
    /// number in the outbox.
    pub fn notify_and_number(&mut self, message: &Message<'_>) -> Result<i64> {
        let of = (self.product, &*self.caller.account);
        let id = outbox::push(self.tx, self.now, of, message)?;
        if let Some(key) = self.vault.delivery_key() {
            delivery::queue(self.tx, id, self.now, &key)?;
        }
        self.effects.messages.push(id);
        Ok(id)
    }

    /// Writes down what the network has made of a message of the outbox, and why.
    pub fn settle_message(
        &mut self,
        id: i64,
        state: MessageState,
        why: Option<&str>,
    ) -> Result<()> {
        self.effects.messages_settled = true;
        Ok(message_details::settle(self.tx, id, state, why)?)
    }

    /// Says in the header `x-localyun-hint` of the answer that something of the call is kept and has no effect.
    /// The first hint of a call is the one that is sent.
    pub fn hint(&mut self, text: impl Into<Cow<'static, str>>) {
        self.effects.hint.get_or_insert(text.into());
    }

    /// Holds back the answer, once there is one, for so many milliseconds of the machine's time. What the call has changed is to be seen
    /// meanwhile, and nothing else waits. Of several times the longest counts.
    pub fn delay_answer(&mut self, millis: Option<i64>) {
        self.effects.answer_delay = self.effects.answer_delay.max(millis);
    }

    /// The caller's account.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.caller.account
    }
}

/// Policy checks from inside an action, beyond those that the gateway has made already.
impl<'a> Cx<'a> {
    /// The caller, in the form the policy engine takes.
    #[must_use]
    pub fn subject(&self) -> Subject<'a> {
        self.caller.subject(self.authority.rights, self.authority.control)
    }

    /// Whether the caller is allowed `action` on all of `resources`.
    #[must_use]
    pub fn may(&self, action: &str, resources: &[Cow<'_, str>]) -> bool {
        let Authority { facts, enforcer, .. } = self.authority;
        let subject = self.subject();
        let decision = policy::authorize(&subject, &Request::new(action, resources, facts));
        enforcer.allows(&decision, &subject)
    }

    /// [`may`](Self::may), on resources that the resource group of this id holds.
    #[must_use]
    pub fn may_within(&self, group: &str, action: &str, resources: &[Cow<'_, str>]) -> bool {
        let Authority { facts, enforcer, .. } = self.authority;
        let subject = self.subject();
        let facts = facts.clone().resource_group(group.to_owned());
        let request =
            Request { resource_group: Some(group), ..Request::new(action, resources, &facts) };
        enforcer.allows(&policy::authorize(&subject, &request), &subject)
    }
}
