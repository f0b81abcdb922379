//! A database of PostgreSQL, which several processes share: a schema for each world.
//!
//! A call hops once, to a thread that has a connection, and what comes of it comes back to the thread of the call. One
//! thread writes, under the lock of the world, and commits what waits together; one looks at the [`Head`] of the world for
//! calls that come in; the others read, each in a transaction that sees one state.

mod address;
mod base85;
mod calls;
mod connection;
mod head;
mod image;
mod lease;
mod looks;
mod pool;
mod schema;
mod sealing;
mod secrets;
mod session;
mod values;
mod writer;

use std::{
    sync::{Arc, Weak},
    thread,
};

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};

pub(super) use self::head::{change_clock, change_version, clear_journal, clock, forget_questions};
pub use self::{
    address::{Address, is_address},
    calls::{FoundCall, Room, ToldCall},
    head::{Follower, Head},
    looks::SharedNonce,
};
use self::{
    connection::Connection,
    head::Following,
    lease::Leased,
    looks::Looks,
    pool::{Pool, gone},
    sealing::Sealing,
    writer::{Order, Orders},
};
use crate::store::{Begun, Contents, Engine, Left, OpenError, Opening, State, job};

/// One that writes, one that looks, one for the journal, and two that read: a read may begin another.
const FEWEST: usize = 5;

/// An open database of a server. What has the name of a function of [`Database`](crate::store::Database) does what is said there.
pub(super) struct Postgres {
    name: String,
    schema: &'static [SchemaPart],
    following: Arc<Following>,
    reads: Pool,
    looks: Pool<Looks>,
    writes: Pool<Orders>,
    journal: Pool,
}

impl Postgres {
    /// Opens the world at an address, and makes it if it is not there.
    pub(super) fn open(
        address: Address,
        engine: &Arc<Engine>,
        contents: Contents<'_>,
        opening: &Opening,
    ) -> Result<(Self, Begun, Head), OpenError> {
        let (name, address) = (address.shown(), Arc::new(address));
        let failed = |cause| OpenError::Io { file: "a thread".into(), cause };
        if opening.from.is_some() {
            let why =
                "--from begins a data file; restore a snapshot to put its state into a database";
            return Err(OpenError::Server { place: name, why: why.into() });
        }
        let following = Arc::new(Following::default());
        let tls = address
            .tls()
            .map_err(|e| OpenError::Server { place: name.clone(), why: e.to_string() })?;
        let sealing = opening.secret_key.as_ref().map(|it| Arc::new(Sealing::new(it)));
        let connect = || {
            let secured = (tls.clone(), sealing.clone());
            Connection::new(&address, secured, &following).map_err(failed)
        };
        let mut first = connect()?;
        // A thread that serves cannot wait for the server itself.
        let opened =
            thread::scope(|scope| scope.spawn(|| schema::open(&mut first, contents)).join());
        let found = opened.map_err(|_| failed(std::io::Error::other("it panicked")))??;
        let most = opening.connections.max(FEWEST);
        let readers = (3..most).map(|_| connect()).collect::<Result<_, _>>()?;
        let reads = Pool::start("reader", readers).map_err(failed)?;
        let looks = Pool::start("looker", vec![connect()?]).map_err(failed)?;
        let writes = Pool::<Orders>::start("writer", vec![first]).map_err(failed)?;
        let journal = Pool::start("calls", vec![connect()?]).map_err(failed)?;
        let commits = engine.counter();
        let schema = contents.schema;
        let it = Self { name, schema, following, reads, looks, writes, journal };
        it.writes
            .add(|orders| orders.commits = Some(commits))
            .map_err(|cause| OpenError::Store { file: it.name.clone(), cause })?;
        let schema::Found { secret, starts, head } = found;
        Ok((it, Begun { secret, left: Left::Nothing, starts, due: Ok(head.due) }, head))
    }

    pub(super) fn name(&self) -> String {
        self.name.clone()
    }

    pub(super) fn followed_by(&self, follower: Weak<dyn Follower>) {
        self.following.by(follower);
    }

    /// This thread waits for each statement.
    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        work(&mut Leased::begin(&self.reads)?)
    }

    pub(super) async fn read_call<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.reads.run(move |connection| session::read(connection, work)).await?
    }

    /// Runs work that writes on the thread that does, by itself if it is `apart`.
    pub(super) async fn write<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
        apart: bool,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (call, receiver) = job::call(work, after);
        let order = if apart { Order::Apart(call) } else { Order::Call(call) };
        self.writes.add(|orders| orders.waiting.push_back(order))?;
        receiver.await.map_err(|_| gone())?
    }

    /// Does something with the connection that writes, in the order of the writes.
    async fn between_writes<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let job = Box::new(move |connection: &mut Connection| {
            // The one who asked may have gone.
            let _ = sender.send(job(connection));
        });
        self.writes.add(|orders| orders.waiting.push_back(Order::Do(job)))?;
        receiver.await.map_err(|_| gone())?
    }

    /// Back to the state that the world began with, to which `begin` adds what has to be there.
    pub(super) async fn reset(
        &self,
        clock: String,
        begin: impl Fn(&mut dyn Tx) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), StoreError> {
        let parts = self.schema;
        self.between_writes(move |connection| {
            let start = image::start(connection, parts)?;
            image::replace(connection, parts, start.as_ref(), &|tx| {
                begin(tx)?;
                head::change_epoch(tx, &clock)
            })
        })
        .await
    }

    pub(super) async fn keep(&self) -> Result<(), StoreError> {
        let state = self.copy(State::in_memory()?).await?;
        self.keep_other(state).await
    }

    pub(super) async fn at_start(&self) -> Result<Option<State>, StoreError> {
        let parts = self.schema;
        self.between_writes(move |connection| image::start(connection, parts)).await
    }

    pub(super) async fn keep_other(&self, state: State) -> Result<(), StoreError> {
        self.between_writes(move |connection| image::keep(connection, &state)).await
    }

    pub(super) async fn copy(&self, to: State) -> Result<State, StoreError> {
        let parts = self.schema;
        self.between_writes(move |connection| image::copy(connection, parts, &to).map(|()| to))
            .await
    }

    pub(super) async fn replace(&self, by: State) -> Result<(), StoreError> {
        let parts = self.schema;
        self.between_writes(move |connection| {
            image::replace(connection, parts, Some(&by), &head::change_version)
        })
        .await
    }

    /// Has the follower told what other processes did by now. Whether nobody has used this nonce.
    pub(super) async fn look(&self, nonce: Option<SharedNonce>) -> Result<bool, StoreError> {
        let found = self.looks.add(|looks| looks.add(nonce))?;
        found.await.map_err(|_| gone())?
    }

    /// Whether this process is the one that delivers messages.
    pub(super) async fn delivers(&self) -> Result<bool, StoreError> {
        let found = self.looks.add(Looks::ask_delivers)?;
        found.await.map_err(|_| gone())?
    }

    /// Whether it can be written.
    pub(super) async fn is_writable(&self) -> Result<(), StoreError> {
        self.reads.run(|it| it.until_done(|it| it.run("BEGIN READ WRITE; ROLLBACK"))).await?
    }

    pub(super) fn close(&self) {
        self.writes.close();
        self.journal.close();
        self.looks.close();
        self.reads.close();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.close();
    }
}
