//! A connection to the server, which one thread uses at a time, with the statements that were prepared on it. It is
//! opened when it is needed, and again after it broke.

use std::{
    collections::HashMap,
    future::{Future, poll_fn},
    sync::Arc,
    task::Poll,
    time::{Duration, Instant},
};

use actions::ports::store::StoreError;
use tokio::runtime::{self, Runtime};
use tokio_postgres::{Client, Error, NoTls, Statement, error::SqlState};
use tokio_postgres_rustls::MakeRustlsConnect;
use tracing::{debug, warn};

use crate::store::postgres::{Address, head::Following, sealing::Sealing};

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 1024;
/// For how long a call waits for a server that is not reached.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// For how many milliseconds a transaction may wait for its next statement: one of a process that hangs would hold up all
/// others who write.
const IDLE: u32 = 5000;

/// Why a statement has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It has met the work of another connection, or what it was based on is out of date: the work is run anew.
    Conflict,
    /// The connection is gone, or leads to a server that cannot be written: the work is run anew on another.
    Broken,
    /// The statement itself.
    Refused,
}

impl Trouble {
    pub(super) fn of(e: &Error) -> Self {
        let Some(code) = e.code() else {
            // What was not understood is wrong in the program, anything else in the connection.
            let of_value = std::error::Error::source(e)
                .is_some_and(|it| it.is::<tokio_postgres::types::WrongType>() || it.is::<Wrong>());
            return if of_value { Self::Refused } else { Self::Broken };
        };
        match *code {
            SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => Self::Conflict,
            // A server that stops, starts, or is a standby by now; a pooler that gave another session.
            SqlState::ADMIN_SHUTDOWN
            | SqlState::CRASH_SHUTDOWN
            | SqlState::CANNOT_CONNECT_NOW
            | SqlState::READ_ONLY_SQL_TRANSACTION
            | SqlState::INVALID_SQL_STATEMENT_NAME
            | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
            | SqlState::TOO_MANY_CONNECTIONS => Self::Broken,
            // A plan of before a step of the schema.
            SqlState::FEATURE_NOT_SUPPORTED if e.to_string().contains("cached plan") => {
                Self::Broken
            }
            _ if code.code().starts_with("08") => Self::Broken,
            _ => Self::Refused,
        }
    }
}

/// A value that is not what its column is.
#[derive(Debug, thiserror::Error)]
#[error("a value is not of the type that the statement expects")]
pub(super) struct Wrong;

/// A connection, or the place of one.
pub(super) struct Connection {
    address: Arc<Address>,
    tls: Option<MakeRustlsConnect>,
    /// What seals secrets, where there is a key.
    pub(super) sealing: Option<Arc<Sealing>>,
    pub(super) following: Arc<Following>,
    runtime: Arc<Runtime>,
    open: Option<Open>,
}

/// A connection that is open.
pub(super) struct Open {
    pub(super) client: Client,
    runtime: Arc<Runtime>,
    pub(super) sealing: Option<Arc<Sealing>>,
    /// Whether it holds the lock of the process that delivers messages.
    pub(super) delivers: bool,
    /// By the address of their text, which is constant.
    statements: HashMap<(usize, usize), Statement>,
}

impl Open {
    /// Waits for what is asked of the server.
    pub(super) fn wait<T>(&self, asked: impl Future<Output = T>) -> T {
        self.runtime.block_on(asked)
    }

    /// Whether the statement of a text is prepared.
    pub(super) fn has(&self, sql: &'static str) -> bool {
        self.statements.contains_key(&key(sql))
    }

    /// The prepared statement of a text.
    pub(super) fn statement(&mut self, sql: &'static str) -> Result<Statement, Error> {
        let key = key(sql);
        if let Some(statement) = self.statements.get(&key) {
            return Ok(statement.clone());
        }
        let statement = self.wait(self.client.prepare(sql))?;
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(key, statement.clone());
        Ok(statement)
    }
}

fn key(sql: &'static str) -> (usize, usize) {
    (sql.as_ptr().addr(), sql.len())
}

impl Connection {
    /// The place of one: it is opened when it is used.
    pub(super) fn new(
        address: &Arc<Address>,
        (tls, sealing): (Option<MakeRustlsConnect>, Option<Arc<Sealing>>),
        following: &Arc<Following>,
    ) -> std::io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let (address, following) = (Arc::clone(address), Arc::clone(following));
        Ok(Self { address, tls, sealing, following, runtime: Arc::new(runtime), open: None })
    }

    /// The open connection, which is opened if it is not.
    pub(super) fn opened(&mut self) -> Result<&mut Open, Error> {
        let open = if let Some(open) = self.open.take().filter(|it| !it.client.is_closed()) {
            open
        } else {
            let (client, runtime) = (self.connect()?, Arc::clone(&self.runtime));
            let (sealing, statements) = (self.sealing.clone(), HashMap::new());
            Open { client, runtime, sealing, delivers: false, statements }
        };
        Ok(self.open.insert(open))
    }

    /// The one that is open, whether it is broken or not.
    pub(super) fn current(&mut self) -> Option<&mut Open> {
        self.open.as_mut()
    }

    fn connect(&self) -> Result<Client, Error> {
        let Address { config, schema, .. } = &*self.address;
        let begun = Instant::now();
        let client = self.runtime.block_on(async {
            let client = if let Some(tls) = &self.tls {
                let (client, connection) = config.connect(tls.clone()).await?;
                tokio::spawn(ended(connection));
                client
            } else {
                let (client, connection) = config.connect(NoTls).await?;
                tokio::spawn(ended(connection));
                client
            };
            let settings = format!(
                "SET search_path TO \"{schema}\"; SET idle_in_transaction_session_timeout TO {IDLE}"
            );
            client.batch_execute(&settings).await?;
            Ok::<_, Error>(client)
        })?;
        debug!(millis = begun.elapsed().as_millis(), "connected to the database");
        Ok(client)
    }

    /// The address, without the password.
    pub(super) fn place(&self) -> String {
        self.address.shown()
    }

    /// The schema that has the world.
    pub(super) fn schema(&self) -> String {
        self.address.schema.clone()
    }

    /// The number of the lock that whoever writes to the world holds.
    pub(super) fn lock(&self) -> i64 {
        self.address.lock()
    }

    /// Runs a text that answers nothing.
    pub(super) fn run(&mut self, text: &str) -> Result<(), Error> {
        let open = self.opened()?;
        open.wait(open.client.batch_execute(text))
    }

    /// Sends a text, and does not wait for the answer.
    pub(super) fn send(&mut self, text: &'static str) {
        let Some(open) = &self.open else { return };
        open.wait(async {
            {
                let sent = open.client.batch_execute(text);
                tokio::pin!(sent);
                // It goes out when it is first looked at; the answer is read with that of what follows.
                poll_fn(|cx| {
                    let _ = sent.as_mut().poll(cx);
                    Poll::Ready(())
                })
                .await;
            }
            tokio::task::yield_now().await;
        });
    }

    /// Gives it up.
    pub(super) fn drop_open(&mut self) {
        self.open = None;
    }

    /// Runs `work` until it meets no trouble that goes away by itself, for a while.
    pub(super) fn until_done<T>(
        &mut self,
        mut work: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<T, StoreError> {
        let mut again = Again::default();
        loop {
            let e = match work(self) {
                Ok(done) => {
                    self.following.reached();
                    return Ok(done);
                }
                Err(e) => e,
            };
            match Trouble::of(&e) {
                Trouble::Refused => return Err(driver(e)),
                trouble => {
                    if !again.after(self, trouble) {
                        warn!(error = said(&e), "the database is not reached");
                        return Err(NOT_REACHED);
                    }
                }
            }
        }
    }
}

/// Says why a connection has ended.
async fn ended(connection: impl Future<Output = Result<(), Error>>) {
    if let Err(e) = connection.await {
        debug!(error = said(&e), "a connection to the database has ended");
    }
}

/// What the server, or the system, says.
pub(super) fn said(e: &Error) -> String {
    if let Some(e) = e.as_db_error() {
        return format!("{}: {}", e.code().code(), e.message());
    }
    let mut text = e.to_string();
    let mut cause = std::error::Error::source(e);
    while let Some(of) = cause {
        text.push_str(": ");
        text.push_str(&of.to_string());
        cause = of.source();
    }
    text
}

/// An error of the server as one of the store.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` has")]
pub(super) fn driver(e: Error) -> StoreError {
    StoreError::Driver(said(&e).into())
}

/// What a call is answered that waited too long for the server.
pub(super) const NOT_REACHED: StoreError = StoreError::File(
    "The database is not reached, or cannot be written: see whether its server is up. Nothing was changed.",
);

/// How often work was run anew, and whether it is to be once more.
#[derive(Default)]
pub(super) struct Again {
    times: u32,
    begun: Option<Instant>,
}

/// How often work is run anew that meets others.
const CONFLICTS: u32 = 20;

impl Again {
    /// Waits a little before the work is run anew. Whether it is to be.
    pub(super) fn after(&mut self, connection: &mut Connection, trouble: Trouble) -> bool {
        self.times += 1;
        let begun = *self.begun.get_or_insert_with(Instant::now);
        if trouble == Trouble::Broken {
            connection.drop_open();
            // Where it has been so for long, nobody waits for it.
            let long = connection.following.not_reached();
            if begun.elapsed() > PATIENCE || long > PATIENCE && self.times > 1 {
                return false;
            }
        } else if self.times > CONFLICTS {
            return false;
        }
        if self.times > 1 {
            let most = if trouble == Trouble::Broken { 200 } else { 50 };
            let millis = (1_u64 << self.times.min(8)).min(most);
            std::thread::sleep(Duration::from_millis(millis));
        }
        true
    }
}
