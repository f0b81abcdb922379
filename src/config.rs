//! What the program can be told on its command line or in `LOCALYUN_…` variables. Only this file reads the environment.

use crate::{
    keys::Account,
    store::Durability,
    wire::{bodies::BodyLimits, cors::Allowed, host::Host},
};
use std::{
    collections::HashSet,
    ffi::OsStr,
    net::{Ipv6Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use clap::{
    Args, ValueEnum,
    builder::{RangedU64ValueParser, TypedValueParser, ValueParserFactory},
    error::ErrorKind,
};

/// The file that holds the state when none is named.
pub const DEFAULT_DATA: &str = "localyun.db";

/// How much of a request `explain` reads from the standard input.
pub const MAX_REQUEST: u64 = 16 * 1024 * 1024;

/// How to serve.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// The address and port to listen on; port 0 picks a free one.
    #[arg(long, env = "LOCALYUN_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:4800")]
    pub listen: SocketAddr,

    /// The file that keeps the state, or `:memory:` to keep nothing. [default: localyun.db in this folder]
    #[arg(long, env = "LOCALYUN_DATA", value_name = "PATH", value_parser = data)]
    pub data: Option<String>,

    /// A snapshot, or the data file of a stopped server, whose state a new data file, or `:memory:`, begins with.
    /// It is not changed; a reset goes back to it.
    #[arg(long, env = "LOCALYUN_FROM", value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// How to treat calls whose signature is wrong.
    #[arg(long, env = "LOCALYUN_AUTH", value_enum, default_value_t)]
    pub auth: Auth,

    /// How to treat calls that RAM policies do not allow.
    #[arg(long, env = "LOCALYUN_IAM", value_enum, default_value_t)]
    pub iam: Iam,

    /// What an answered write survives.
    #[arg(long, env = "LOCALYUN_DURABILITY", value_enum, default_value_t)]
    pub durability: Durability,

    /// Copies a data file of more than 16 MiB at start, so that a reset can restore it. Smaller files are always
    /// copied; on file systems that share blocks (btrfs, XFS) a copy of any size costs nothing.
    #[arg(long, env = "LOCALYUN_COPY_FOR_RESET")]
    pub copy_for_reset: bool,

    /// An account and the access key of its root, as `ID:ACCESS_KEY_ID:ACCESS_KEY_SECRET`. Write `@FILE`
    /// as the secret to read an RSA public key in PEM form. May be repeated, for several accounts or for
    /// several keys of one.
    #[arg(
        long = "account",
        env = "LOCALYUN_ACCOUNT",
        value_name = "ID:KEY:SECRET",
        value_delimiter = ',',
        hide_env_values = true,
        default_value = "1000000000000001:testid:testsecret"
    )]
    pub accounts: Vec<Account>,

    /// Starts with the clock frozen at this time, such as `2026-01-01T00:00:00Z` or `2026-01-01`.
    #[arg(long, env = "LOCALYUN_CLOCK", value_name = "RFC3339", value_parser = time)]
    pub clock: Option<i64>,

    /// A seed file, in YAML or JSON, that describes the state to begin with. It is applied before the server is ready,
    /// and again after a reset. May be repeated.
    #[arg(long = "seed", env = "LOCALYUN_SEED", value_name = "FILE", value_delimiter = ',')]
    pub seeds: Vec<PathBuf>,

    /// Applies the seed files again when they, or files that they name, change.
    #[arg(long, env = "LOCALYUN_WATCH", requires = "seeds")]
    pub watch: bool,

    /// Makes all ids, secrets, keys and request ids from this number: two runs of the same calls on a frozen clock then
    /// answer byte for byte the same. For tests alone: who knows the number knows the secrets.
    #[arg(long, env = "LOCALYUN_SEED_RANDOM", value_name = "N")]
    pub seed_random: Option<u64>,

    /// A web origin whose pages may call, such as `http://localhost:3000`, or `*` for every page.
    /// Calls from other pages are refused. May be repeated.
    #[arg(long, env = "LOCALYUN_CORS", value_name = "ORIGIN", value_delimiter = ',')]
    pub cors: Vec<Allowed>,

    /// A host name, without a port, by which other machines and containers may call the control API; without
    /// it only this machine may. May be repeated.
    #[arg(
        long = "control-host",
        env = "LOCALYUN_CONTROL_HOST",
        value_name = "NAME",
        value_delimiter = ',',
        value_parser = host
    )]
    pub control_hosts: Vec<String>,

    /// How much to log: `error`, `warn`, `info`, `debug`, `trace`, `off`.
    #[arg(long, env = "LOCALYUN_LOG", value_name = "LEVEL", default_value = "info")]
    pub log: tracing_subscriber::filter::LevelFilter,

    /// A file into which the URL of the server is written once it serves, and which is removed when it stops.
    #[arg(long, env = "LOCALYUN_READY_FILE", value_name = "FILE")]
    pub ready_file: Option<PathBuf>,

    /// Stops when the process that started it has ended, as if by SIGTERM.
    #[arg(long, env = "LOCALYUN_EXIT_WITH_PARENT")]
    pub exit_with_parent: bool,
    /// What the lines of the log are.
    #[arg(long, env = "LOCALYUN_LOG_FORMAT", value_enum, default_value_t)]
    pub log_format: LogFormat,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would change the help of the command")]
    pub journal_limits: JournalLimits,

    /// Appends every call of every world to this file, a line of JSON each. It may have passwords and private keys in
    /// it, so only its owner may read it.
    #[arg(long, env = "LOCALYUN_JOURNAL", value_name = "FILE", help_heading = "Journal")]
    pub journal: Option<PathBuf>,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would change the help of the command")]
    pub imds: Imds,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would change the help of the command")]
    pub limits: Limits,
}

/// The metadata service of an instance, which is also answered to requests for the host 100.100.100.200.
#[derive(Args, Clone, Copy, Debug, Default)]
#[command(next_help_heading = "Instance metadata")]
pub struct Imds {
    /// The address and port on which the instance metadata service listens by itself; port 0 picks a free one. Who reaches it
    /// gets credentials.
    #[arg(id = "imds", long, env = "LOCALYUN_IMDS", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,

    /// Answers the instance metadata service only to requests with a token: security hardening mode.
    #[arg(long = "imds-require-token", env = "LOCALYUN_IMDS_REQUIRE_TOKEN")]
    pub require_token: bool,
}

/// What the lines of the log are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Text, for people.
    #[default]
    Text,
    /// A JSON object for each line.
    Json,
}

/// Whether a terminal is to show colours (<https://no-color.org>).
#[must_use]
pub fn wants_colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
}

impl Serve {
    /// Whether the options agree with each other; if not, why.
    pub fn check(&self) -> Result<(), String> {
        let mut known = HashSet::new();
        match self.accounts.iter().find(|account| !known.insert(&account.access_key_id)) {
            None => Ok(()),
            Some(Account { access_key_id: twice, .. }) => Err(format!(
                "a value of --account is wrong: the access key id {twice} is there twice, and an id belongs to one key"
            )),
        }
    }
}

/// How much the journal of a world keeps of its last calls. What is older is evicted, and counted.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Journal")]
pub struct JournalLimits {
    /// The most calls that the journal of each world keeps; 0 keeps none, and explains none.
    #[arg(long = "journal-calls", env = "LOCALYUN_JOURNAL_CALLS", value_name = "N", default_value_t = JournalLimits::default().calls)]
    pub calls: usize,

    /// The most bytes that they may take.
    #[arg(long = "journal-bytes", env = "LOCALYUN_JOURNAL_BYTES", value_name = "BYTES", default_value_t = JournalLimits::default().bytes)]
    pub bytes: usize,
}

impl Default for JournalLimits {
    fn default() -> Self {
        Self { calls: 10_000, bytes: 16 * 1024 * 1024 }
    }
}

/// The most that the limits may be set to, as the command line counts: where counters and buffers
/// still hold it.
const MAX_CONNECTIONS: u64 = 1_000_000;
const MAX_BODY: u64 = 1 << 30;
const MAX_HEAD: u64 = 240 * 1024;
const MAX_SECONDS: u32 = 86_400;
const MAX_WORLDS: u64 = 1_000_000;

/// A number from 1 to `most`.
fn up_to(most: u64) -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..=most)
}

/// How many seconds a client may take, as the command line writes it.
const TIMEOUT: &str = "30";

/// What a client may ask for at the most.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// The most connections open at a time; fewer if the limit of open files does not suffice.
    #[arg(long, env = "LOCALYUN_MAX_CONNECTIONS", value_name = "N", value_parser = up_to(MAX_CONNECTIONS), default_value_t = Limits::default().max_connections)]
    pub max_connections: usize,

    /// The most worlds besides the first at a time.
    #[arg(long, env = "LOCALYUN_MAX_WORLDS", value_name = "N", value_parser = up_to(MAX_WORLDS), default_value_t = Limits::default().max_worlds)]
    pub max_worlds: usize,

    /// The most bytes in the body of a request.
    #[arg(long, env = "LOCALYUN_MAX_BODY", value_name = "BYTES", value_parser = up_to(MAX_BODY), default_value_t = Limits::default().max_body)]
    pub max_body: usize,

    /// The most bytes in the bodies of all requests in progress and of large answers until they are sent; further
    /// requests are answered 503. The first 64 KiB of each body are not counted.
    #[arg(long, env = "LOCALYUN_MAX_BODIES", value_name = "BYTES", default_value_t = Limits::default().max_bodies)]
    pub max_bodies: usize,

    /// The most bytes in the head of a request.
    #[arg(long, env = "LOCALYUN_MAX_HEAD", value_name = "BYTES", value_parser = up_to(MAX_HEAD), default_value_t = Limits::default().max_head)]
    pub max_head: usize,

    /// Seconds in which the head of a request must arrive, and after which an idle connection is closed.
    #[arg(long, env = "LOCALYUN_HEAD_TIMEOUT", value_name = "SECONDS", value_parser = seconds, default_value = TIMEOUT)]
    pub head_timeout: Duration,

    /// Seconds in which the body of a request must arrive.
    #[arg(long, env = "LOCALYUN_BODY_TIMEOUT", value_name = "SECONDS", value_parser = seconds, default_value = TIMEOUT)]
    pub body_timeout: Duration,
}

impl Limits {
    /// Those of the bodies.
    #[must_use]
    pub fn of_bodies(&self) -> BodyLimits {
        BodyLimits { one: self.max_body, all: self.max_bodies, timeout: self.body_timeout }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_connections: 1024,
            max_worlds: 4096,
            max_body: 8 * 1024 * 1024,
            max_bodies: 256 * 1024 * 1024,
            max_head: 64 * 1024,
            head_timeout: seconds(TIMEOUT).unwrap_or(Duration::MAX),
            body_timeout: seconds(TIMEOUT).unwrap_or(Duration::MAX),
        }
    }
}

/// What to do with calls whose signature is not right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Auth {
    /// Refuse them as the cloud does.
    #[default]
    Strict,
    /// Run them, and report the error in the log and in the answer's header `x-localyun-audit`.
    Audit,
    /// Do not verify signatures.
    Off,
}

/// What to do with calls that the policies of RAM do not allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Iam {
    /// Refuse them as the cloud does.
    #[default]
    Enforce,
    /// Run them, report the error in the answer's header `x-localyun-audit`, and record the permissions
    /// that all calls need: `localyun policy suggest` makes a policy of them.
    Audit,
    /// Do not evaluate policies.
    Off,
}

/// The last millisecond that can be written with a year of four digits: the end of 9999.
pub const LAST: i64 = 253_402_300_799_999;

/// Milliseconds since 1970 of an RFC 3339 time, or of a date, which means its first moment in UTC. Actions count
/// from 1970, so it is not before.
pub fn time(it: &str) -> Result<i64, String> {
    let date =
        || Some(it.parse::<chrono::NaiveDate>().ok()?.and_time(chrono::NaiveTime::MIN).and_utc());
    chrono::DateTime::parse_from_rfc3339(it)
        .map(|t| t.to_utc())
        .ok()
        .or_else(date)
        .map(|t| t.timestamp_millis())
        .filter(|t| (0..=LAST).contains(t))
        .ok_or_else(|| {
            format!("`{it}` is not a time from 1970 on such as 2026-01-01T00:00:00Z or 2026-01-01")
        })
}

/// Reads an [`Account`]. What it says of a wrong one does not repeat it, as clap's own
/// message would: the secret in it may be a real one.
#[derive(Clone)]
pub struct Secretive;

impl ValueParserFactory for Account {
    type Parser = Secretive;

    fn value_parser() -> Secretive {
        Secretive
    }
}

impl TypedValueParser for Secretive {
    type Value = Account;

    fn parse_ref(
        &self,
        command: &clap::Command,
        _: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Account, clap::Error> {
        let text = value.to_str().ok_or("it is not UTF-8 text".to_owned());
        text.and_then(str::parse).map_err(|why| {
            let text = format!("a value of --account is wrong: {why}\n");
            clap::Error::raw(ErrorKind::ValueValidation, text).with_cmd(command)
        })
    }
}

/// A path. `SQLite` would take one that begins with `file:` apart, and one that begins with a colon
/// is `:memory:`, spelt in another way.
fn data(it: &str) -> Result<String, String> {
    if it.is_empty() {
        return Err("name a file, or :memory: to keep nothing".into());
    }
    if it.starts_with(':') && it != ":memory:" {
        return Err(
            "write :memory: to keep nothing; put ./ before the name of a file that begins so"
                .into(),
        );
    }
    if it.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:")) {
        return Err(
            "write the path of a file, not a URI; put ./ before a name that begins so".into()
        );
    }
    Ok(it.into())
}

/// A name of this server, or an address, as a `Host` header has it before the port.
fn host(it: &str) -> Result<String, String> {
    let host = Host::parse(it).filter(|host| host.port.is_none()).map(|host| host.name);
    let host = host.or_else(|| it.parse::<Ipv6Addr>().is_ok().then_some(it));
    host.map(str::to_owned)
        .ok_or_else(|| "write a name or an address, without a scheme and without a port".into())
}

fn seconds(it: &str) -> Result<Duration, String> {
    it.parse::<f64>()
        .ok()
        .and_then(|s| Duration::try_from_secs_f64(s).ok())
        .filter(|d| !d.is_zero() && *d <= Duration::from_secs(MAX_SECONDS.into()))
        .ok_or_else(|| format!("write a number of seconds above 0, up to {MAX_SECONDS}"))
}
