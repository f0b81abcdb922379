//! Durations, and how long a verb waits.

use std::time::{Duration, Instant};

use super::Error;

/// How long a verb waits unless it is told otherwise.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// How long the server waits at the most.
const LONGEST: Duration = Duration::from_secs(60);

/// A duration as the control API reads it: `"1h30m"`, `"-90s"`, or one of the standard library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span(pub(super) String);

impl From<&str> for Span {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<Duration> for Span {
    fn from(duration: Duration) -> Self {
        Self(format!("{}ms", duration.as_millis()))
    }
}

/// Asks, with the server's `wait`, until there is something or the time is over; at least once.
pub(super) fn wait<T>(
    patience: Duration,
    mut ask: impl FnMut(&str) -> Result<Option<T>, Error>,
) -> Result<Option<T>, Error> {
    let begun = Instant::now();
    loop {
        let left = patience.saturating_sub(begun.elapsed()).min(LONGEST);
        let found = ask(&Span::from(left).0)?;
        if found.is_some() || begun.elapsed() >= patience {
            return Ok(found);
        }
    }
}
