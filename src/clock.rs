//! The time. Only this file reads the machine's clock.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::UNIX_EPOCH,
};

/// Milliseconds since 1970 on the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the one place that reads it")]
#[must_use]
pub fn real_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The time of a world: the machine's, shifted or frozen.
pub struct Clock {
    /// The time at which it is frozen; [`RUNNING`] if it runs.
    frozen: AtomicI64,
    /// How far it is ahead of the machine's clock while it runs.
    ahead: AtomicI64,
    /// What both are at first.
    start: (i64, i64),
}

const RUNNING: i64 = i64::MIN;

impl Clock {
    pub(crate) fn new(frozen: Option<i64>) -> Self {
        Self::starting(frozen.unwrap_or(RUNNING), 0)
    }

    fn starting(frozen: i64, ahead: i64) -> Self {
        Self { frozen: frozen.into(), ahead: ahead.into(), start: (frozen, ahead) }
    }

    /// Another one that starts as this one is now, and goes on by itself.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::starting(self.frozen.load(Ordering::Relaxed), self.ahead.load(Ordering::Relaxed))
    }

    /// Milliseconds since 1970 in this world.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.at(real_now())
    }

    /// The time in this world when the machine's clock says `real`.
    #[must_use]
    pub fn at(&self, real: i64) -> i64 {
        match self.frozen.load(Ordering::Relaxed) {
            RUNNING => real.saturating_add(self.ahead.load(Ordering::Relaxed)),
            frozen => frozen,
        }
    }

    /// Whether it is frozen.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.frozen.load(Ordering::Relaxed) != RUNNING
    }

    /// Stops it at `at`.
    pub fn freeze(&self, at: i64) {
        self.frozen.store(at, Ordering::Relaxed);
    }

    /// Moves it to `at`; it stays frozen or running.
    pub fn set(&self, at: i64) {
        if self.is_frozen() {
            self.freeze(at);
        } else {
            self.ahead.store(at.saturating_sub(real_now()), Ordering::Relaxed);
        }
    }

    /// Moves it by `millis`; it stays frozen or running.
    pub fn advance(&self, millis: i64) {
        self.set(self.now().saturating_add(millis));
    }

    /// Back to the machine's time.
    pub fn release(&self) {
        self.ahead.store(0, Ordering::Relaxed);
        self.frozen.store(RUNNING, Ordering::Relaxed);
    }

    pub(crate) fn reset(&self) {
        let (frozen, ahead) = self.start;
        self.ahead.store(ahead, Ordering::Relaxed);
        self.frozen.store(frozen, Ordering::Relaxed);
    }
}
