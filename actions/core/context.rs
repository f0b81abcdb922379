//! What an action is handed besides its parameters.

use std::sync::Arc;

use crate::{
    Authority, Effects, Result,
    policy::Document,
    ports::{
        keys::Keys,
        outbox::{self, Message},
        store::Tx,
    },
};

/// Who calls, as the signature proved it.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account that owns whatever the call makes: 16 digits.
    pub account: String,
    /// Who of that account.
    pub principal: Principal,
    /// The access key that signed; empty for an anonymous call.
    pub access_key: String,
}

/// Who of an account calls.
#[derive(Clone, Debug)]
pub enum Principal {
    /// The account itself.
    Root,
    /// A RAM user.
    User {
        /// Its id: 18 digits.
        id: String,
        /// Its name.
        name: String,
    },
    /// Somebody who has assumed a role.
    Session {
        /// The id of the role: 18 digits.
        role_id: String,
        /// The name of the role.
        role_name: String,
        /// The name of the session.
        session: String,
        /// The policy that came with `AssumeRole` and narrows the role's rights.
        policy: Option<Arc<Document>>,
    },
    /// Nobody has signed.
    Anonymous,
}

/// What a world keeps that is in no table: its seals, and when keys were used last.
pub trait Vault {
    /// A text that only this world can read, and nobody can make or change. What was sealed
    /// for one `purpose` cannot be read as another.
    fn seal(&self, purpose: &'static str, plain: &[u8]) -> String;
    /// What was sealed, unless this world has not sealed it for this purpose.
    fn unseal(&self, purpose: &'static str, sealed: &str) -> Option<Vec<u8>>;
    /// When an access key was last used, in milliseconds on the world's clock, if that is later than what
    /// the database may know of.
    fn last_used(&self, key_id: &str) -> Option<i64>;
}

/// A source of random bytes. The world's own; seeded in tests.
pub trait Random {
    /// Fills `bytes`.
    fn fill(&mut self, bytes: &mut [u8]);
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
    /// Where ids, tokens and secrets come from.
    pub random: &'a mut dyn Random,
    /// What decides over the call.
    pub authority: Authority<'a>,
    /// What seals and unseals, and knows when keys were used.
    pub vault: &'a dyn Vault,
    /// The world, as the ids of access keys that it makes name it: `""` for the first one.
    pub world: &'a str,
    /// What follows once the transaction is committed.
    pub effects: &'a mut Effects,
    /// The keys that were made for it, and the documents that were read: see [`rsa_key`](Self::rsa_key).
    pub keys: Keys,
    /// The open transaction. Committed when the action answers `Ok`.
    pub tx: &'a mut dyn Tx,
}

impl Cx<'_> {
    /// Queues a message for delivery, in the same transaction as the change it
    /// tells of: it goes out if, and only if, that change is kept.
    pub fn notify(&mut self, message: &Message<'_>) -> Result<()> {
        let id = outbox::push(self.tx, self.now, message)?;
        self.effects.messages.push(id);
        Ok(())
    }

    /// The caller's account.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.caller.account
    }
}
