//! What the program can be told on its command line or in `LOCALYUN_…` variables. Only this file reads the environment.

mod data;
mod delivery;
mod limits;
mod number;
mod sharing;
mod tls;

use crate::{
    keys::Account,
    proxy::Pattern,
    store::Durability,
    wire::{cors::Allowed, host::Host},
};
use std::{
    collections::HashSet,
    ffi::OsStr,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    path::PathBuf,
};

use clap::{
    Args, ValueEnum,
    builder::{TypedValueParser, ValueParserFactory},
    error::ErrorKind,
};

pub use delivery::{Delivery, HostRule, MailTls, Smtp, Targets, is_loopback};
pub use limits::{JournalLimits, Limits};
pub use number::number;
pub use sharing::Sharing;
pub use tls::{CaFolder, TlsOptions, ca_folder};

/// The file that holds the state when none is named.
pub const DEFAULT_DATA: &str = "localyun.db";

/// The account and the key of its root when none is named.
pub const DEFAULT_ACCOUNT: &str = "1000000000000001:testid:testsecret";

/// How many digits of a request id the log shows. A call is found by so many, too.
pub const LOGGED_DIGITS: usize = 8;

/// How much of a request `explain` reads from the standard input.
pub const MAX_REQUEST: u64 = 16 * 1024 * 1024;

/// How to serve.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// The address and port to listen on; port 0 picks a free one. `localhost:4801`, `:4801` and `4801` are
    /// `127.0.0.1:4801`, which only this machine can reach; `0.0.0.0:4801` is every address of it.
    #[arg(long, env = "LOCALYUN_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:4800", value_parser = listen)]
    pub listen: SocketAddr,

    /// The port to listen on, in the place of that of --listen.
    #[arg(long, env = "LOCALYUN_PORT", value_name = "N", value_parser = number::<u16>(0..=65_535))]
    pub port: Option<u16>,

    /// The file that keeps the state, or `:memory:` to keep nothing; or a PostgreSQL database, which several servers may
    /// share: `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, with `?schema=NAME` for another schema than `localyun`.
    /// [default: localyun.db in this folder]
    #[arg(long, env = "LOCALYUN_DATA", value_name = "PATH", hide_env_values = true, value_parser = data::place)]
    pub data: Option<String>,

    /// How many connections to a PostgreSQL database are opened at the most.
    #[arg(long, env = "LOCALYUN_DATA_CONNECTIONS", value_name = "N", default_value_t = 8, value_parser = number::<u16>(5..=1000))]
    pub data_connections: u16,

    /// A file with the key that seals the secrets in a PostgreSQL database: 32 random bytes, such as `openssl rand -base64 32`
    /// prints, which nobody else may read. All servers of the database need the same; without it the secrets cannot be read.
    #[arg(long, env = "LOCALYUN_SECRET_KEY", value_name = "FILE")]
    pub secret_key: Option<PathBuf>,

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
        default_value = DEFAULT_ACCOUNT
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
    #[arg(long, env = "LOCALYUN_SEED_RANDOM", value_name = "N", value_parser = number::<u64>(0..=u64::MAX))]
    pub seed_random: Option<u64>,

    /// A web origin whose pages may call, such as `http://localhost:3000`, or `*` for every page.
    /// Calls from other pages are refused. May be repeated.
    #[arg(long, env = "LOCALYUN_CORS", value_name = "ORIGIN", value_delimiter = ',')]
    pub cors: Vec<Allowed>,

    /// A host name, without a port, by which other machines and containers may call the control API: any that reach the
    /// server, or those of --control-from if that is given. Without either only this machine may. May be repeated.
    #[arg(
        long = "control-host",
        env = "LOCALYUN_CONTROL_HOST",
        value_name = "NAME",
        value_delimiter = ',',
        value_parser = host
    )]
    pub control_hosts: Vec<String>,

    /// A folder whose files are the console, in the place of those in the program, read at each request: for those who write
    /// the console.
    #[arg(long, value_name = "DIR", hide = true)]
    pub console_dir: Option<PathBuf>,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would change the help of the command")]
    pub sharing: Sharing,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would change the help of the command")]
    pub delivery: Delivery,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would change the help of the command")]
    pub tls: TlsOptions,

    /// A host besides the vendor's to which a client may connect through this server as its proxy: a name, `*.NAME`, or
    /// `*` for all. Other hosts are refused. May be repeated.
    #[arg(
        long = "proxy-pass",
        env = "LOCALYUN_PROXY_PASS",
        value_name = "HOST",
        value_delimiter = ',',
        help_heading = "TLS and proxy"
    )]
    pub proxy_pass: Vec<Pattern>,

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

    /// The address and port on which mail is taken by SMTP, with the address and the password of a sender address of Direct
    /// Mail; port 0 picks a free one. `127.0.0.1` is the address of one that is a port alone. What is taken is in the outbox.
    #[arg(long, env = "LOCALYUN_SMTP", value_name = "ADDR", value_parser = listen)]
    pub smtp: Option<SocketAddr>,

    /// The address and port on which DNS queries are answered, by UDP and TCP, from the domains that the first world hosts;
    /// port 0 picks a free one. `127.0.0.1` is the address of one that is a port alone.
    #[arg(long, env = "LOCALYUN_DNS", value_name = "ADDR", value_parser = listen)]
    pub dns: Option<SocketAddr>,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would change the help of the command")]
    pub limits: Limits,
}

/// The metadata service of an instance, which is also answered to requests for the host 100.100.100.200.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Instance metadata")]
pub struct Imds {
    /// The address and port on which the instance metadata service listens by itself; port 0 picks a free one. Who reaches it
    /// gets credentials.
    #[arg(id = "imds", long, env = "LOCALYUN_IMDS", value_name = "ADDR", value_parser = listen)]
    pub listen: Option<SocketAddr>,

    /// Answers the instance metadata service only to requests with a token: security hardening mode.
    #[arg(long = "imds-require-token", env = "LOCALYUN_IMDS_REQUIRE_TOKEN")]
    pub require_token: bool,

    /// The ECS instance of the first account that the metadata service answers for, where a request names none.
    #[arg(long = "imds-instance", env = "LOCALYUN_IMDS_INSTANCE", value_name = "ID")]
    pub instance: Option<String>,
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

/// A variable of the environment, if it is there and not empty.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    std::env::var_os(name)?.into_string().ok().filter(|it| !it.is_empty())
}

impl Serve {
    /// The address to listen on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        let mut address = self.listen;
        if let Some(port) = self.port {
            address.set_port(port);
        }
        address
    }

    /// Whether the options agree with each other; if not, why.
    pub fn check(&self) -> Result<(), String> {
        self.delivery.targets()?;
        self.tls.folder.check()?;
        self.data.as_deref().map_or(Ok(()), data::check)?;
        data::check_key(self.data.as_deref(), self.secret_key.is_some())?;
        let mut known = HashSet::new();
        match self.accounts.iter().find(|account| !known.insert(&account.access_key_id)) {
            None => Ok(()),
            Some(Account { access_key_id: twice, .. }) => Err(format!(
                "a value of --account is wrong: the access key id {twice} is there twice, and an id belongs to one key"
            )),
        }
    }
}

/// The folder that a variable names.
fn folder(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from)
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

/// An address with its port; without an address it is the loopback one, since a server that other machines reach has to be
/// asked for.
fn listen(it: &str) -> Result<SocketAddr, String> {
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    let port = match it.rsplit_once(':') {
        Some((name, port)) if name.is_empty() || name.eq_ignore_ascii_case("localhost") => port,
        Some(_) => "",
        None => it,
    };
    let loopback = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let address = if is_number(port) { port.parse().map(loopback).ok() } else { it.parse().ok() };
    address.ok_or_else(|| {
        "write an address and a port, such as 127.0.0.1:4801 (only this machine; so is localhost:4801, :4801 or 4801) \
         or 0.0.0.0:4801 (every address of it)"
            .into()
    })
}

/// A name of this server, or an address, as a `Host` header has it before the port.
fn host(it: &str) -> Result<String, String> {
    let host = Host::parse(it).filter(|host| host.port.is_none()).map(|host| host.name);
    let host = host.or_else(|| it.parse::<Ipv6Addr>().is_ok().then_some(it));
    host.map(str::to_owned)
        .ok_or_else(|| "write a name or an address, without a scheme and without a port".into())
}

#[cfg(test)]
mod tests;
