//! The state at start: it is kept, taken apart from the present one, and gone back to.

use std::sync::Arc;

use actions::ports::{
    delivery,
    store::{StoreError, Tx},
};

use crate::{
    clock::Clock,
    store::{Contents, Database, OpenError, ResetError, State},
    world::{
        Settings, Threads, World, add_accounts, journal::lines, lock, nonces::Nonces, outbound,
    },
};

impl World {
    /// Makes the present state what [`reset`](Self::reset) goes back to: its data, its clock and its randomness. Where the
    /// state at start was too large to be kept, this one is not kept either.
    pub async fn keep(&self) -> Result<(), StoreError> {
        self.database.keep().await?;
        self.clock.keep();
        self.random.keep();
        self.unique.keep();
        self.refusals.keep();
        Ok(())
    }

    /// A world of its own with the state that [`reset`](Self::reset) goes back to, such as the seals and the settings of
    /// this one; `None` if none is kept. Its random bytes are others.
    pub(crate) async fn at_start(&self) -> Result<Option<Arc<Self>>, OpenError> {
        let failed = |cause| OpenError::Store { file: "the state at start".into(), cause };
        let Some(state) = self.database.at_start().await.map_err(failed)? else { return Ok(None) };
        let threads = Threads {
            engine: Arc::clone(self.database.engine()),
            key_pool: Arc::clone(&self.key_pool),
            metrics: Arc::default(),
            stopping: Arc::default(),
            journal_file: None,
            opened: None,
        };
        let settings = Settings { seed: None, deliver: false, ..self.settings.clone() };
        let open = |contents: Contents<'_>| Database::over(&threads.engine, state, contents);
        let clock = Clock::new(settings.frozen);
        Self::over(open, &self.name, &settings, clock, &threads).map(|it| Some(Arc::new(it)))
    }

    /// Makes the state and the clock of another world what [`reset`](Self::reset) goes back to.
    pub(crate) async fn start_like(&self, other: &Self) -> Result<(), StoreError> {
        let state = other.database.copy(State::in_memory()?).await?;
        self.database.keep_other(state).await?;
        self.clock.start_like(&other.clock);
        Ok(())
    }

    /// Back to the state at start: its data, its clock and what it remembers. The rules of a test are gone: faults, late
    /// writes, short pages; and so are chat bots.
    pub async fn reset(&self) -> Result<(), ResetError> {
        let held = self.outbound.hold().await;
        let start = self.clock.state_at_start().to_string();
        let (ids, now) = (self.keys.accounts(), Clock::going(&start).now());
        let begin = move |tx: &mut dyn Tx| {
            delivery::leave(tx, outbound::FROM_BEFORE)?;
            add_accounts(tx, &ids, now)
        };
        self.database.reset(start, begin).await?;
        drop(held);
        if self.database.is_shared() {
            self.look().await;
        } else {
            self.clock.reset();
            self.begin_anew();
        }
        Ok(())
    }

    /// Forgets all that it remembers of the state before a reset.
    pub(super) fn begin_anew(&self) {
        self.random.restart();
        self.unique.restart();
        self.refusals.restart();
        self.agenda.forget();
        *lock(&self.nonces) = Nonces::default();
        self.journal.clear();
        self.journal.begin(|| lines::header(self));
        self.faults.reset();
        self.consistency.clear();
        self.paging.clear();
        self.robots.reset();
        self.queries.reset();
        self.identities.clear();
        self.replaced.send_replace("reset");
        self.outbound.look();
    }
}
