//! A world that several processes serve, from one database: what this process takes over of what others did.
//!
//! Whatever it remembers of the world is of a version of that, which others may have ended. It looks before it lets a call in,
//! and now and then by itself; what it finds there is seen by the call. Of a world of one process all of this is nothing.

use std::{
    sync::{Arc, Mutex, Weak},
    time::Duration,
};

use actions::ports::store::StoreError;

use crate::{
    clock::Clock,
    store::{Follower, Head, SharedNonce},
    world::{
        World,
        due::{self, WaitFor},
        journal::Marks,
        lock,
        nonces::Ahead,
    },
};

/// How often it is looked what other processes did, where nobody calls.
const LOOK: Duration = Duration::from_millis(500);

/// What is known of the others.
#[derive(Default)]
pub(super) struct Known(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    version: i64,
    epoch: i64,
    clock: String,
    marks: Marks,
}

impl Known {
    /// What was there when the database was opened.
    pub(super) fn of(head: Option<&Head>) -> Self {
        let seen = head.map(|it| {
            let clock = it.clock.clone();
            Seen { version: it.version, epoch: it.epoch, clock, marks: it.into() }
        });
        Self(Mutex::new(seen.unwrap_or_default()))
    }
}

impl From<&Head> for Marks {
    fn from(head: &Head) -> Self {
        Self { cleared: head.cleared, forgotten: head.forgotten }
    }
}

impl Follower for World {
    fn follow(&self, head: &Head) {
        let mut seen = lock(&self.known.0);
        if head.version > seen.version {
            seen.version = head.version;
            if head.clock != seen.clock || head.epoch > seen.epoch {
                seen.clock.clone_from(&head.clock);
                self.clock.go(&head.clock);
                self.agenda.look();
                self.outbound.look();
            }
            self.identities.changed();
            if head.epoch > seen.epoch {
                seen.epoch = head.epoch;
                self.begin_anew();
            }
        }
        let marks = head.into();
        if marks != seen.marks {
            seen.marks = marks;
            self.journal.mark(marks);
        }
        drop(seen);
        if let Some(at) = head.due {
            self.agenda.heard(at);
        }
        let last = head.message.unwrap_or_default();
        let is_new = |known: &mut i64| {
            let new = last > *known;
            *known = last.max(*known);
            new
        };
        if self.messages.send_if_modified(is_new) && self.settings.deliver {
            self.outbound.look();
        }
    }

    fn undone(&self) {
        self.identities.changed();
    }
}

impl World {
    /// One that is served, and follows what others do with it.
    pub(super) fn served(self) -> Arc<Self> {
        let world = Arc::new(self);
        let follower: Weak<Self> = Arc::downgrade(&world);
        world.database.followed_by(follower);
        world
    }

    /// Looks what other processes did. Where the database is not reached, whatever asks it says so.
    pub async fn look(&self) {
        if self.database.is_shared() {
            let _ = Box::pin(self.database.look(None)).await;
        }
    }

    /// Looks what other processes did, and runs all work that is due by now.
    pub async fn catch_up(self: &Arc<Self>, waits: WaitFor<'_>) {
        self.look().await;
        due::catch_up(self, waits).await;
    }

    /// For how long due work may be waited for until it is to be looked: nobody tells this process what others queue.
    pub(super) fn until_look(&self, wait: Option<Duration>) -> Option<Duration> {
        if self.database.is_shared() { Some(wait.unwrap_or(LOOK).min(LOOK)) } else { wait }
    }

    /// Whether no other process has seen the nonce of a call. From now on it has been seen.
    pub(crate) async fn is_new_everywhere(&self, nonce: Ahead) -> Result<bool, StoreError> {
        let nonce: SharedNonce = nonce.shared(self.clocks());
        self.database.look(Some(nonce)).await
    }

    /// Changes the clock, for all who serve the world.
    pub async fn change_clock<T, E>(
        &self,
        change: impl Fn(&Clock) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if !self.database.is_shared() {
            return change(&self.clock);
        }
        let work = move |text: &str| {
            let clock = Clock::going(text);
            let done = change(&clock)?;
            Ok::<_, E>((done, clock.state().to_string()))
        };
        let (done, _) = Box::pin(self.database.change_clock(work)).await?;
        self.look().await;
        Ok(done)
    }
}
