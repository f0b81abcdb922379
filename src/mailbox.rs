//! Mailboxes of threads: what a thread is asked to do by others.
//!
//! A call is answered on the thread that read it. A thread that finishes work for calls of several
//! threads puts the results into their mailboxes, so that each thread is woken once for all of them.

use std::{
    cell::RefCell,
    thread::{self, ThreadId},
};

use tokio::{net::TcpStream, sync::mpsc, task};

/// How a connection is served: as a task on the thread that takes it.
pub(crate) type Serve = Box<dyn FnOnce(TcpStream) -> task::JoinHandle<()> + Send>;

/// What a thread is asked to do.
pub(crate) enum ThreadMessage {
    /// Serve a connection.
    Serve(std::net::TcpStream, Serve),
    /// Deliver results to tasks of its own.
    Deliver(Vec<Box<dyn Delivery>>),
}

/// A result that a task waits for.
pub(crate) trait Delivery: Send {
    /// Hands it to the task.
    fn deliver(self: Box<Self>);
}

/// The sending half of a thread's mailbox.
pub(crate) type Sender = mpsc::UnboundedSender<ThreadMessage>;

thread_local! {
    static HERE: RefCell<Mailbox> = const { RefCell::new(Mailbox(None)) };
}

/// The mailbox of a thread, or of none: a thread that serves no calls has no mailbox.
#[derive(Clone)]
pub(crate) struct Mailbox(Option<Address>);

/// Where to send to.
#[derive(Clone)]
struct Address {
    thread: ThreadId,
    /// Weak, so that the thread ends when it gets no more connections.
    sender: mpsc::WeakUnboundedSender<ThreadMessage>,
}

impl Address {
    /// Sends deliveries; those that come back were too late.
    fn send(&self, deliveries: Vec<Box<dyn Delivery>>) -> Vec<Box<dyn Delivery>> {
        let Some(sender) = self.sender.upgrade() else { return deliveries };
        match sender.send(ThreadMessage::Deliver(deliveries)) {
            Err(mpsc::error::SendError(ThreadMessage::Deliver(back))) => back,
            _ => Vec::new(),
        }
    }
}

impl Mailbox {
    /// That of this thread.
    pub(crate) fn here() -> Self {
        HERE.with_borrow(Self::clone)
    }

    /// Makes `sender` the mailbox of this thread.
    pub(crate) fn open_here(sender: mpsc::WeakUnboundedSender<ThreadMessage>) {
        HERE.set(Self(Some(Address { thread: thread::current().id(), sender })));
    }

    /// Whether it is that of no thread that serves.
    pub(crate) fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Sends one delivery, or returns it if the thread does not exist or has ended.
    pub(crate) fn send(&self, delivery: Box<dyn Delivery>) -> Result<(), Box<dyn Delivery>> {
        match &self.0 {
            Some(address) => address.send(vec![delivery]).pop().map_or(Ok(()), Err),
            None => Err(delivery),
        }
    }
}

/// Results of several calls, sorted by the threads that they came from.
#[derive(Default)]
pub(crate) struct Deliveries {
    threads: Vec<(Address, Vec<Box<dyn Delivery>>)>,
    others: Vec<Box<dyn Delivery>>,
}

impl Deliveries {
    /// Adds one for a call from the thread with this mailbox.
    pub(crate) fn add(&mut self, to: Mailbox, delivery: Box<dyn Delivery>) {
        let Some(address) = to.0 else { return self.others.push(delivery) };
        match self.threads.iter_mut().find(|(known, _)| known.thread == address.thread) {
            Some((_, deliveries)) => deliveries.push(delivery),
            None => self.threads.push((address, vec![delivery])),
        }
    }

    /// Sends them all; those of this thread are delivered at once.
    pub(crate) fn send(mut self) {
        let here = thread::current().id();
        for (address, deliveries) in self.threads {
            let left = if address.thread == here { deliveries } else { address.send(deliveries) };
            self.others.extend(left);
        }
        self.others.into_iter().for_each(Delivery::deliver);
    }
}
