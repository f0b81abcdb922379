//! A transaction of a world: the one place that makes a [`Cx`], and the one that applies what follows from it.

use std::sync::{Arc, atomic::Ordering};

use actions::{
    ApiError, Authority, Caller, Cx, Effects, Product,
    ports::{
        keys::{Keys, NeedsPreparation},
        store::{StoreError, Tx},
    },
};

use tracing::warn;

use crate::{
    random::{Draws, Start},
    world::World,
};

/// How many keys one call may ask for.
const FOR_ONE_CALL: usize = 16;

/// An open transaction of a world, and what follows from it.
pub struct Transaction<'a> {
    /// The world.
    pub world: &'a World,
    /// What is read and written through.
    pub tx: &'a mut dyn Tx,
    pub(crate) keys: Keys,
    /// What follows from it once it is committed.
    pub effects: Effects,
    random: Draws<'a>,
}

impl<'a> Transaction<'a> {
    /// One that runs in `tx`, with the keys that were made for it.
    pub fn new(world: &'a World, tx: &'a mut dyn Tx, keys: Keys) -> Self {
        Self::begun(world, tx, keys, Start::default())
    }

    /// The same, whose random bytes begin at `start`: those of a run before this one again.
    pub(crate) fn begun(world: &'a World, tx: &'a mut dyn Tx, keys: Keys, start: Start) -> Self {
        let random = Draws::new(&world.random, start);
        Self { world, tx, keys, effects: Effects::default(), random }
    }

    /// What an action, a piece of due work, a link or a control call of `product` runs with, on behalf of
    /// `caller`, at `now`.
    pub fn context<'c>(
        &'c mut self,
        product: &Product,
        (caller, region): (&'c Caller, &'c str),
        now: i64,
        authority: Authority<'c>,
    ) -> Cx<'c> {
        self.effects.identities_changed |= product.changes_identities;
        Cx {
            product: product.id,
            caller,
            region,
            now,
            clock: now.max(self.world.clock.now()),
            random: &mut self.random,
            authority,
            vault: self.world,
            world: &self.world.name,
            key_prefix: self.world.key_prefix(),
            effects: &mut self.effects,
            keys: std::mem::take(&mut self.keys),
            tx: &mut *self.tx,
        }
    }
}

impl World {
    /// What the ids of its access keys have first.
    fn key_prefix(&self) -> &str {
        if self.name.is_empty() { &self.settings.world_prefix } else { &self.name }
    }

    /// Runs `work` on this thread, in a transaction that changes nothing. It is run anew if it reads of a
    /// product whose tables have to be created first.
    pub async fn read<T, E: From<StoreError>>(
        &self,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let start = Start::default();
        let work = |tx: &mut dyn Tx| {
            work(&mut Transaction::begun(self, tx, Keys::default(), start.clone()))
        };
        self.database.read_any(work).await
    }

    /// [`read`](Self::read) of what a call of a client reads: where a server has the data, its threads run `work`.
    pub async fn read_call<T, E>(
        self: &Arc<Self>,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (world, start) = (Arc::clone(self), Start::default());
        let work = move |tx: &mut dyn Tx| {
            work(&mut Transaction::begun(&world, tx, Keys::default(), start.clone()))
        };
        self.database.read_call(work).await
    }

    /// Runs `work` in a transaction that is kept if it answers `Ok`. What follows from it is applied after the
    /// commit, and then this answers. `work` may be run anew, from the start: if others share its commit and
    /// fail; and if it asks for a key or for a document to be read, which is done outside of the transaction.
    ///
    /// `apart`: see [`write_apart`](crate::store::Database::write_apart).
    pub async fn write<T, E>(
        self: &Arc<Self>,
        apart: bool,
        work: impl FnMut(&mut Transaction<'_>) -> Result<T, E> + Clone + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: NeedsPreparation + From<ApiError> + From<StoreError> + Send + 'static,
    {
        self.write_preparing(apart, 1, work).await
    }

    /// [`write`](Self::write) for the work of so many calls, each of which may ask for keys and documents.
    pub async fn write_preparing<T, E>(
        self: &Arc<Self>,
        apart: bool,
        calls: usize,
        work: impl FnMut(&mut Transaction<'_>) -> Result<T, E> + Clone + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: NeedsPreparation + From<ApiError> + From<StoreError> + Send + 'static,
    {
        let most = calls.saturating_mul(FOR_ONE_CALL);
        let (mut keys, start) = (Keys::default(), Start::default());
        loop {
            let begin = start.clone();
            let (world, mut work, parameters) = (Arc::clone(self), work.clone(), keys.clone());
            let work = move |tx: &mut dyn Tx| {
                let mut transaction =
                    Transaction::begun(&world, tx, parameters.clone(), begin.clone());
                let value = work(&mut transaction)?;
                let Transaction { tx, effects, .. } = transaction;
                world.note_changes(tx, &effects)?;
                Ok((value, effects))
            };
            let world = Arc::clone(self);
            let after = move |(_, effects): &(T, Effects)| world.apply(effects);
            let done = if apart {
                self.database.write_apart(work, after).await
            } else {
                self.database.write(work, after).await
            };
            // Both are rare, and kept out of the future of every call.
            let asked = done.as_ref().err().filter(|_| keys.count() < most);
            if let Some(reading) = asked.and_then(NeedsPreparation::document_needed) {
                let read = Box::pin(self.read_document(reading.clone())).await?;
                keys.add_document(reading, read);
            } else if let Some(needed) = asked.and_then(NeedsPreparation::key_needed) {
                let seed = start.key(&self.random, keys.count());
                keys.add(needed, Box::pin(self.key_pool.make(needed, seed)).await?);
            } else {
                return done.map(|(value, _)| value);
            }
        }
    }

    /// Writes down what other processes have to know of a transaction.
    pub(crate) fn note_changes(
        &self,
        tx: &mut dyn Tx,
        effects: &Effects,
    ) -> Result<(), StoreError> {
        if effects.identities_changed { self.database.change_version(tx) } else { Ok(()) }
    }

    /// Applies what follows from a transaction, after its commit and before anybody is answered. It runs on
    /// whatever thread has written, so nothing here may take long.
    pub(crate) fn apply(&self, effects: &Effects) {
        if effects.identities_changed {
            self.identities.changed();
        }
        self.journal.moved(&effects.events);
        if let Some(at) = effects.due {
            self.agenda.lower(at);
        }
        if let Some(last) = effects.messages.last() {
            self.metrics.messages.fetch_add(effects.messages.len() as u64, Ordering::Relaxed);
            if self.settings.deliver {
                self.outbound.look();
            }
            // Who subscribes later reads what is committed by now.
            if self.messages.receiver_count() > 0 {
                self.messages.send_replace(*last);
            }
        }
        if effects.messages_settled {
            // Those who wait for a message in a state look again.
            self.messages.send_modify(|_| ());
        }
        for warning in &effects.warnings {
            warn!("{warning}");
        }
    }
}
