//! The time. Only this file reads the machine's clock.

use std::{
    fmt,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::{Duration, UNIX_EPOCH},
};

use tracing::error;

/// Milliseconds since 1970 on the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the one place that reads it")]
#[must_use]
pub fn real_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Microseconds since 1970 on the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the one place that reads it")]
#[must_use]
pub fn real_micros() -> i64 {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// The time of a world: the machine's, shifted, slower or faster, or frozen.
pub struct Clock {
    reading: RwLock<Reading>,
    /// What a reset goes back to.
    start: RwLock<Reading>,
}

/// What a clock shows, and how it goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reading {
    /// As far ahead of the machine's time.
    Ahead(i64),
    /// Frozen at this time.
    Frozen(i64),
    /// `world` when the machine's clock said `real`, and `rate` times as fast since.
    Scaled { real: i64, world: i64, rate: f64 },
}

impl Reading {
    fn at(self, real: i64) -> i64 {
        match self {
            Self::Ahead(by) => real.saturating_add(by),
            Self::Frozen(at) => at,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                reason = "a difference of 285,000 years is exact, and beyond that the cast saturates"
            )]
            Self::Scaled { real: since, world, rate } => {
                world.saturating_add((real.saturating_sub(since) as f64 * rate) as i64)
            }
        }
    }
}

/// How a clock goes at one moment: another one where it was moved, frozen, or made faster or slower since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockState(Reading);

/// As processes tell each other that share a world.
impl fmt::Display for ClockState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Reading::Ahead(by) => write!(f, "ahead {by}"),
            Reading::Frozen(at) => write!(f, "frozen {at}"),
            Reading::Scaled { real, world, rate } => write!(f, "scaled {real} {world} {rate}"),
        }
    }
}

impl ClockState {
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let kind = words.next()?;
        let mut number = || words.next()?.parse().ok();
        let reading = match kind {
            "ahead" => Reading::Ahead(number()?),
            "frozen" => Reading::Frozen(number()?),
            "scaled" => {
                let (real, world) = (number()?, number()?);
                Reading::Scaled { real, world, rate: words.next()?.parse().ok()? }
            }
            _ => return None,
        };
        Some(Self(reading))
    }
}

impl Clock {
    pub(crate) fn new(frozen: Option<i64>) -> Self {
        Self::starting(frozen.map_or(Reading::Ahead(0), Reading::Frozen))
    }

    /// One that shows the same time, and goes on in the same way; it starts so too.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::starting(*self.read())
    }

    fn starting(start: Reading) -> Self {
        Self { reading: RwLock::new(start), start: RwLock::new(start) }
    }

    /// Milliseconds since 1970 in this world.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.at(real_now())
    }

    /// The time in this world when the machine's clock says `real`.
    #[must_use]
    pub fn at(&self, real: i64) -> i64 {
        self.read().at(real)
    }

    /// Whether it shows another time than the machine's, or may soon.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        !matches!(*self.read(), Reading::Ahead(0))
    }

    /// The time at which it was frozen at first; `None` if it ran.
    #[must_use]
    pub fn frozen_at_start(&self) -> Option<i64> {
        match *self.start.read().unwrap_or_else(PoisonError::into_inner) {
            Reading::Frozen(at) => Some(at),
            Reading::Ahead(_) | Reading::Scaled { .. } => None,
        }
    }

    /// How it goes now.
    #[must_use]
    pub fn state(&self) -> ClockState {
        ClockState(*self.read())
    }

    /// How it goes at first.
    #[must_use]
    pub fn state_at_start(&self) -> ClockState {
        ClockState(*self.start.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// One that goes as another process says.
    #[must_use]
    pub(crate) fn going(text: &str) -> Self {
        let clock = Self::new(None);
        clock.go(text);
        clock
    }

    /// Goes as another process says.
    pub(crate) fn go(&self, text: &str) {
        if let Some(state) = ClockState::read(text) {
            *self.write() = state.0;
        } else {
            error!("the clock of the world cannot be read: {text:?}");
        }
    }

    /// Whether it is frozen.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        matches!(*self.read(), Reading::Frozen(_))
    }

    /// How many times as fast as the machine's it is; 0 while it is frozen.
    #[must_use]
    pub fn rate(&self) -> f64 {
        match *self.read() {
            Reading::Ahead(_) => 1.0,
            Reading::Frozen(_) => 0.0,
            Reading::Scaled { rate, .. } => rate,
        }
    }

    /// How long it takes on the machine's clock until it shows `time`; `None` while it is frozen before that.
    #[must_use]
    pub fn until(&self, time: i64) -> Option<Duration> {
        let left = time.saturating_sub(self.now());
        let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
        match self.rate() {
            _ if left.is_zero() => Some(left),
            // Rates are above 0, so the quotient is finite.
            rate if rate > 0.0 => Some(
                Duration::try_from_secs_f64(left.as_secs_f64() / rate).unwrap_or(Duration::MAX),
            ),
            _ => None,
        }
    }

    /// Freezes it at `at`.
    pub fn freeze(&self, at: i64) {
        *self.write() = Reading::Frozen(at);
    }

    /// Moves it to `at`; it stays frozen or goes on as fast as before.
    pub fn set(&self, at: i64) {
        let mut reading = self.write();
        Self::move_to(&mut reading, at, real_now());
    }

    /// Moves it by `millis`; it stays frozen or goes on as fast as before.
    pub fn advance(&self, millis: i64) {
        let (mut reading, real) = (self.write(), real_now());
        let to = reading.at(real).saturating_add(millis);
        Self::move_to(&mut reading, to, real);
    }

    fn move_to(reading: &mut Reading, at: i64, real: i64) {
        *reading = match *reading {
            Reading::Ahead(_) => Reading::Ahead(at.saturating_sub(real)),
            Reading::Frozen(_) => Reading::Frozen(at),
            Reading::Scaled { rate, .. } => Reading::Scaled { real, world: at, rate },
        };
    }

    /// Lets it go on from the time that it shows, `rate` times as fast as the machine's. A frozen clock runs from
    /// then on.
    pub fn scale(&self, rate: f64) {
        let (mut reading, real) = (self.write(), real_now());
        *reading = Reading::Scaled { real, world: reading.at(real), rate };
    }

    /// Back to the machine's time.
    pub fn release(&self) {
        *self.write() = Reading::Ahead(0);
    }

    pub(crate) fn reset(&self) {
        let start = *self.start.read().unwrap_or_else(PoisonError::into_inner);
        *self.write() = start;
    }

    /// Makes the time of another clock what a reset goes back to.
    pub(crate) fn start_like(&self, other: &Self) {
        *self.start.write().unwrap_or_else(PoisonError::into_inner) = *other.read();
    }

    /// Makes the time that it shows now, and how it goes on, what a reset goes back to.
    pub(crate) fn keep(&self) {
        self.start_like(self);
    }

    fn read(&self) -> RwLockReadGuard<'_, Reading> {
        self.reading.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Reading> {
        self.reading.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scaled_clock_goes_on_from_the_time_that_it_shows() {
        let clock = Clock::new(Some(1000));
        assert_eq!(
            (clock.rate(), clock.until(2000), clock.until(1000)),
            (0.0, None, Some(Duration::ZERO))
        );
        clock.scale(60.0);
        let real = real_now();
        let begun = clock.at(real);
        assert_eq!(clock.at(real + 1000) - begun, 60_000);
        assert!(clock.until(begun + 3_600_000).unwrap() <= Duration::from_secs(60));
        clock.set(5_000_000);
        assert!(clock.now() >= 5_000_000 && clock.rate() > 59.0);
        let fork = clock.fork();
        clock.freeze(7);
        assert!(fork.now() >= 5_000_000, "a fork has a clock of its own");
        clock.reset();
        assert_eq!(clock.now(), 1000);
        fork.reset();
        assert!(fork.now() >= 5_000_000, "and starts with what its origin showed");
    }

    #[test]
    fn a_clock_goes_as_another_one_says() {
        let (clock, other) = (Clock::new(Some(1000)), Clock::new(None));
        for change in [
            |it: &Clock| it.advance(-7),
            |it: &Clock| it.scale(0.1),
            |it: &Clock| it.release(),
            |it: &Clock| it.advance(5_000),
        ] {
            change(&clock);
            other.go(&clock.state().to_string());
            assert_eq!(other.state(), clock.state());
        }
        other.go("backwards");
        assert_eq!(other.state(), clock.state());
    }

    #[test]
    fn no_rate_and_no_time_is_too_large() {
        let clock = Clock::new(None);
        clock.scale(f64::MAX);
        assert_eq!(clock.at(i64::MAX), i64::MAX);
        assert_eq!(clock.until(i64::MAX), Some(Duration::ZERO));
        clock.release();
        clock.advance(i64::MAX);
        assert_eq!(clock.now(), i64::MAX);
    }
}
