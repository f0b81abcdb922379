//! What clients may ask for at the most, and how much the journal keeps.

use std::time::Duration;

use clap::Args;

use super::number::number;
use crate::wire::bodies::BodyLimits;

/// How much the journal of a world keeps of its last calls. What is older is evicted, and counted.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Journal")]
pub struct JournalLimits {
    /// The most calls that the journal of each world keeps; 0 keeps none, and explains none.
    #[arg(long = "journal-calls", env = "LOCALYUN_JOURNAL_CALLS", value_name = "N", value_parser = number::<usize>(0..=ANY), default_value_t = JournalLimits::default().calls)]
    pub calls: usize,

    /// The most bytes that they may take.
    #[arg(long = "journal-bytes", env = "LOCALYUN_JOURNAL_BYTES", value_name = "BYTES", value_parser = number::<usize>(0..=ANY), default_value_t = JournalLimits::default().bytes)]
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
/// Room for what every client sends: a path, a host and a few headers.
const MIN_HEAD: u64 = 1024;
const MAX_HEAD: u64 = 240 * 1024;
const MAX_SECONDS: u32 = 86_400;
const MAX_WORLDS: u64 = 1_000_000;

/// The most bytes and calls of what has no limit of its own.
const ANY: u64 = usize::MAX as u64;

/// How many seconds a client may take, as the command line writes it.
const TIMEOUT: &str = "30";

/// What a client may ask for at the most.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// The most connections open at a time; fewer if the limit of open files does not suffice.
    #[arg(long, env = "LOCALYUN_MAX_CONNECTIONS", value_name = "N", value_parser = number::<usize>(1..=MAX_CONNECTIONS), default_value_t = Limits::default().max_connections)]
    pub max_connections: usize,

    /// The most worlds besides the first at a time.
    #[arg(long, env = "LOCALYUN_MAX_WORLDS", value_name = "N", value_parser = number::<usize>(1..=MAX_WORLDS), default_value_t = Limits::default().max_worlds)]
    pub max_worlds: usize,

    /// The most bytes in the body of a request.
    #[arg(long, env = "LOCALYUN_MAX_BODY", value_name = "BYTES", value_parser = number::<usize>(1..=MAX_BODY), default_value_t = Limits::default().max_body)]
    pub max_body: usize,

    /// The most bytes in the bodies of all requests in progress and of large answers until they are sent; further
    /// requests are answered 503. The first 64 KiB of each body are not counted.
    #[arg(long, env = "LOCALYUN_MAX_BODIES", value_name = "BYTES", value_parser = number::<usize>(0..=ANY), default_value_t = Limits::default().max_bodies)]
    pub max_bodies: usize,

    /// The most bytes in the head of a request.
    #[arg(long, env = "LOCALYUN_MAX_HEAD", value_name = "BYTES", value_parser = number::<usize>(MIN_HEAD..=MAX_HEAD), default_value_t = Limits::default().max_head)]
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

fn seconds(it: &str) -> Result<Duration, String> {
    it.parse::<f64>()
        .ok()
        .and_then(|s| Duration::try_from_secs_f64(s).ok())
        .filter(|d| !d.is_zero() && *d <= Duration::from_secs(MAX_SECONDS.into()))
        .ok_or_else(|| format!("write a number of seconds above 0, up to {MAX_SECONDS}"))
}
