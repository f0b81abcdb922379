//! What an action is handed besides its parameters.

use crate::{
    Result,
    due::Alarm,
    outbox::{self, Message},
    store::Tx,
};

/// Who calls, as the signature proved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The account that owns whatever the call makes: 16 digits.
    pub account: String,
    /// Who of that account.
    pub principal: Principal,
    /// The access key that signed; empty for an anonymous call.
    pub access_key: String,
}

/// Who of an account calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// The account itself.
    Root,
    /// Nobody has signed.
    Anonymous,
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
    /// What is told of work that is due later.
    pub alarm: &'a dyn Alarm,
    /// The open transaction. Committed when the action answers `Ok`.
    pub tx: &'a mut dyn Tx,
}

impl Cx<'_> {
    /// Queues a message for delivery, in the same transaction as the change it
    /// tells of: it goes out if, and only if, that change is kept.
    pub fn notify(&mut self, message: &Message<'_>) -> Result<()> {
        outbox::push(self.tx, self.now, message)?;
        Ok(())
    }

    /// The caller's account.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.caller.account
    }
}
