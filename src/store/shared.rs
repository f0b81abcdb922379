//! What only a database has that several processes share. Of others all of it is nothing.

use std::{
    collections::BTreeMap,
    sync::{Arc, Weak},
};

use actions::ports::store::{StoreError, Tx};

use crate::store::{
    Database, Follower, FoundCall, Head, Kind, Room, SharedNonce, ToldCall,
    postgres::{self, Postgres},
};

impl Database {
    /// Whether other processes may write to it.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.kind, Kind::Shared(_))
    }

    /// What those who share it knew when it was opened.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    fn shared(&self) -> Option<&Postgres> {
        match &self.kind {
            Kind::Local(_) => None,
            Kind::Shared(postgres) => Some(postgres),
        }
    }

    /// Has this one told what other processes did, at each look from now on.
    pub fn followed_by(&self, follower: Weak<dyn Follower>) {
        if let Some(postgres) = self.shared() {
            postgres.followed_by(follower);
        }
    }

    /// Looks what other processes did. Whether none of them has seen this nonce; from now on it has been seen.
    pub async fn look(&self, nonce: Option<SharedNonce>) -> Result<bool, StoreError> {
        match self.shared() {
            Some(postgres) => Box::pin(postgres.look(nonce)).await,
            None => Ok(true),
        }
    }

    /// Has other processes drop what they know of identities and the like, once the transaction is committed.
    pub fn change_version(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        if self.is_shared() { postgres::change_version(tx) } else { Ok(()) }
    }

    /// Whether this process is the one that delivers the messages in it.
    pub async fn delivers(&self) -> Result<bool, StoreError> {
        match self.shared() {
            Some(postgres) => Box::pin(postgres.delivers()).await,
            None => Ok(true),
        }
    }

    /// Whether it can be written, which is asked anew.
    pub async fn is_writable(&self) -> Result<(), StoreError> {
        match self.shared() {
            Some(postgres) => Box::pin(postgres.is_writable()).await,
            None => Ok(()),
        }
    }

    /// Tells the other processes of calls of this one, which `calls` makes away from this thread.
    pub async fn tell_calls(
        &self,
        process: &Arc<str>,
        calls: impl FnOnce() -> Vec<ToldCall> + Send + 'static,
    ) -> Result<(), StoreError> {
        match self.shared() {
            Some(postgres) => postgres.tell_calls(Arc::clone(process), calls).await,
            None => Ok(()),
        }
    }

    /// What `read` makes, away from this thread, of the calls that other processes than this one have told of, each after the
    /// one of the number that was `seen` of its process; and of which processes there are any.
    pub async fn calls_of_others<T: Send + 'static>(
        &self,
        process: &Arc<str>,
        seen: BTreeMap<Arc<str>, i64>,
        read: impl Fn(FoundCall) -> T + Send + 'static,
    ) -> Result<(Vec<T>, Vec<Arc<str>>), StoreError> {
        match self.shared() {
            Some(postgres) => postgres.calls_of_others(Arc::clone(process), seen, read).await,
            None => Ok(Default::default()),
        }
    }

    /// Removes the calls of all processes that were cleared, and those that there is no room for.
    pub async fn prune_calls(&self, cleared: i64, room: Room) -> Result<(), StoreError> {
        match self.shared() {
            Some(postgres) => postgres.prune_calls(cleared, room).await,
            None => Ok(()),
        }
    }

    /// Clears the journal of all who share it.
    pub async fn clear_journal(&self) -> Result<(), StoreError> {
        if self.is_shared() {
            self.write_apart(postgres::clear_journal, |()| ()).await
        } else {
            Ok(())
        }
    }

    /// Has all who share it forget what was asked of the policies.
    pub async fn forget_questions(&self) -> Result<(), StoreError> {
        if self.is_shared() {
            self.write_apart(postgres::forget_questions, |()| ()).await
        } else {
            Ok(())
        }
    }

    /// Changes how the shared clock goes: `change` is told how it goes, and answers how it is to go.
    pub async fn change_clock<T, E>(
        &self,
        change: impl Fn(&str) -> Result<(T, String), E> + Send + 'static,
    ) -> Result<(T, String), E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = move |tx: &mut dyn Tx| {
            let (done, clock) = change(&postgres::clock(tx)?)?;
            postgres::change_clock(tx, &clock)?;
            Ok((done, clock))
        };
        self.write_apart(work, |_| ()).await
    }
}
