//! The one connection of a process that writes. The calls that are ready together share a commit, each in a savepoint,
//! and are answered after it. All of it is done under the lock of the world, so writes of all processes follow each other.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use actions::ports::store::StoreError;
use tracing::{error, warn};

use crate::store::{
    engine::Commits,
    file::answer,
    job::QueuedWrite,
    postgres::{
        connection::{Again, Connection, NOT_REACHED, Trouble, driver, said},
        pool::{Job, Waiting},
        session::Session,
    },
};

/// How many calls share a commit at the most.
const GROUP: usize = 256;

/// What is to be done with the connection that writes, in this order.
pub(super) enum Order {
    /// A call that may share its commit.
    Call(QueuedWrite),
    /// One that may take long, by itself.
    Apart(QueuedWrite),
    /// Something else.
    Do(Job),
}

/// What waits to be written.
#[derive(Default)]
pub(super) struct Orders {
    pub(super) waiting: VecDeque<Order>,
    pub(super) commits: Option<Arc<Commits>>,
}

/// What is done at a time.
pub(super) enum Batch {
    Group(Vec<QueuedWrite>, Option<Arc<Commits>>),
    Do(Job),
}

impl Waiting for Orders {
    type Batch = Batch;

    fn take(&mut self) -> Option<Batch> {
        let mut group = Vec::new();
        loop {
            match self.waiting.pop_front() {
                Some(Order::Call(call)) => group.push(call),
                Some(Order::Apart(call)) if group.is_empty() => {
                    group.push(call);
                    break;
                }
                Some(Order::Do(job)) if group.is_empty() => return Some(Batch::Do(job)),
                Some(other) => {
                    self.waiting.push_front(other);
                    break;
                }
                None => break,
            }
            if group.len() == GROUP {
                break;
            }
        }
        (!group.is_empty()).then(|| Batch::Group(group, self.commits.clone()))
    }

    fn run(batch: Batch, connection: &mut Connection) {
        match batch {
            Batch::Do(job) => job(connection),
            Batch::Group(group, commits) => write(connection, group, commits.as_deref()),
        }
    }
}

/// What a call is answered whose commit got no answer.
const NOT_KNOWN: StoreError = StoreError::File(
    "The connection to the database broke while the change was committed: whether it was made is not known. Look before \
     you call again.",
);

/// What is to become of a group that was not committed.
enum Undone {
    /// It is run anew, unless that was tried for too long.
    Again(Trouble),
    /// It is answered so.
    Failed(StoreError),
}

/// Runs calls in one commit, and answers them.
fn write(connection: &mut Connection, mut group: Vec<QueuedWrite>, commits: Option<&Commits>) {
    let mut again = Again::default();
    loop {
        match attempt(connection, &mut group) {
            Ok(()) => {
                connection.following.reached();
                if let Some(commits) = commits {
                    commits.add(group.len());
                }
                return answer(group, |job| job.committed());
            }
            Err(Undone::Again(trouble)) => {
                connection.following.undone();
                if !again.after(connection, trouble) {
                    warn!(calls = group.len(), ?trouble, "cannot write to the database");
                    return answer(group, |job| job.failed(&NOT_REACHED));
                }
            }
            Err(Undone::Failed(why)) => {
                connection.following.undone();
                error!(error = %why, calls = group.len(), "cannot commit");
                return answer(group, |job| job.failed(&why));
            }
        }
    }
}

fn attempt(connection: &mut Connection, group: &mut [QueuedWrite]) -> Result<(), Undone> {
    let again = |e: tokio_postgres::Error| match Trouble::of(&e) {
        Trouble::Refused => Undone::Failed(driver(e)),
        trouble => Undone::Again(trouble),
    };
    let several = group.len() > 1;
    let mut session = Session::writing(connection);
    let (mut kept, mut is_any) = (false, false);
    for (at, work) in group.iter_mut().enumerate() {
        if several {
            session.next_call(at == 0, kept);
        }
        let done = catch_unwind(AssertUnwindSafe(|| work.job.run(&mut session)));
        kept = done.unwrap_or_default();
        let trouble = session.trouble;
        if let Some(trouble) = trouble.filter(|it| *it != Trouble::Refused) {
            session.roll_back();
            return Err(Undone::Again(trouble));
        }
        if session.trouble.take().is_some() && std::mem::take(&mut kept) {
            // It went on without what was refused, which the transaction cannot.
            work.job.failed(&StoreError::Driver("a statement was refused".into()));
        }
        is_any |= kept && session.ran;
        if !kept && session.ran && several {
            session.undo_last();
        }
    }
    if !is_any {
        session.roll_back();
        return Ok(());
    }
    session.commit().map_err(|(e, known)| {
        connection.drop_open();
        match e {
            Some(e) if known => again(e),
            None => Undone::Again(Trouble::Broken),
            Some(e) => {
                warn!(error = said(&e), "a commit got no answer");
                Undone::Failed(NOT_KNOWN)
            }
        }
    })
}
