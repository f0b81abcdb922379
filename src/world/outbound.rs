//! How a world tells what delivers its messages that there is something to deliver.

use tokio::sync::{Notify, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::random;

/// Why a message is not delivered that waited in a state which has replaced another one.
pub const FROM_BEFORE: &str = "it waited in a state that was restored, and may have been delivered before: \
     POST /_localyun/outbox/{id}/deliver delivers it";

/// What a world and the task that delivers its messages have in common.
#[derive(Default)]
pub struct Outbound {
    changed: Notify,
    /// Held while the state is replaced: what waits in the new one is not to be delivered.
    settled: RwLock<()>,
}

impl Outbound {
    /// There may be something to deliver: a message was queued, the clock was moved, the state is another one.
    pub fn look(&self) {
        self.changed.notify_one();
    }

    /// Ends at once if [`look`](Self::look) was called since it ended last, else when it is called.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Keeps messages from being picked for delivery until it is dropped.
    pub async fn hold(&self) -> RwLockWriteGuard<'_, ()> {
        self.settled.write().await
    }

    /// To be held while messages are picked.
    pub async fn picking(&self) -> RwLockReadGuard<'_, ()> {
        self.settled.read().await
    }
}

/// An id for a message, by which its receiver can drop repeats. It does not come from the randomness of a world: after a
/// reset the same numbers and the same random bytes come again, for other messages.
#[must_use]
pub fn key() -> String {
    base16ct::lower::encode_string(&random::random_bytes())
}
