//! A call that is to write: its work, what follows after the commit, and the recipient of the result.

use actions::ports::store::{StoreError, Tx};
use tokio::sync::oneshot;

use crate::mailbox::{Delivery, Mailbox};

/// A call, and where it came from.
pub(super) struct QueuedWrite {
    pub(super) job: Box<dyn WriteJob>,
    pub(super) from: Mailbox,
}

/// A call that is to write.
pub(super) trait WriteJob: Delivery {
    /// Runs it. Whether to keep what it wrote.
    fn run(&mut self, tx: &mut dyn Tx) -> bool;
    /// Called after the commit: reads from now on see what was written. No call of the group has been answered yet.
    fn committed(&mut self);
    /// Called where it was not committed, with the reason.
    fn failed(&mut self, why: &StoreError);
}

struct PendingWrite<W, A, T> {
    work: W,
    after: Option<A>,
    result: Option<T>,
    sender: oneshot::Sender<T>,
}

impl<W, A, T, E> WriteJob for PendingWrite<W, A, Result<T, E>>
where
    W: FnMut(&mut dyn Tx) -> Result<T, E> + Send,
    A: FnOnce(&T) + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut dyn Tx) -> bool {
        // The earlier result was rolled back, and must not be kept if this run panics.
        self.result = None;
        self.result.insert((self.work)(tx)).is_ok()
    }

    fn committed(&mut self) {
        if let (Some(Ok(value)), Some(after)) = (&self.result, self.after.take()) {
            after(value);
        }
    }

    fn failed(&mut self, why: &StoreError) {
        self.result = Some(Err(same(why).into()));
    }
}

impl<W: Send, A: Send, T: Send> Delivery for PendingWrite<W, A, T> {
    fn deliver(self: Box<Self>) {
        if let Some(result) = self.result {
            // The caller may have disconnected; the write is committed all the same.
            let _ = self.sender.send(result);
        }
    }
}

/// An error once more, for another call.
pub(super) fn same(why: &StoreError) -> StoreError {
    match why {
        StoreError::File(text) => StoreError::File(text),
        why => StoreError::Driver(why.to_string().into()),
    }
}

/// A call, and where its answer arrives.
pub(super) fn call<T, E>(
    work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    after: impl FnOnce(&T) + Send + 'static,
) -> (QueuedWrite, oneshot::Receiver<Result<T, E>>)
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    let call = PendingWrite { work, after: Some(after), result: None, sender };
    (QueuedWrite { job: Box::new(call), from: Mailbox::here() }, receiver)
}
