//! The clock of a world.

use hyper::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Error, Span, World};

/// The time of a world.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Now {
    /// Such as `2026-01-01T00:00:00.000Z`.
    pub now: String,
    /// In milliseconds since 1970.
    pub now_ms: i64,
    /// Whether it is frozen.
    pub frozen: bool,
    /// How many times as fast as the machine's clock it runs.
    pub rate: f64,
}

/// The clock of a world. Times are written as `2026-01-01T00:00:00Z`, or as a date. Each verb answers the new time.
pub struct Clock<'w>(&'w World);

impl World {
    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> Clock<'_> {
        Clock(self)
    }
}

impl Clock<'_> {
    /// The time.
    pub fn now(&self) -> Result<Now, Error> {
        self.0.json(Method::GET, "clock", &[], None)
    }

    /// Freezes it at a time.
    pub fn freeze(&self, time: &str) -> Result<Now, Error> {
        self.change(&json!({ "freeze": time }))
    }

    /// Freezes it at its present time.
    pub fn freeze_now(&self) -> Result<Now, Error> {
        self.change(&json!({ "freeze": true }))
    }

    /// Sets it to a time, where it stays frozen or goes on.
    pub fn set(&self, time: &str) -> Result<Now, Error> {
        self.change(&json!({ "set": time }))
    }

    /// Moves it by a duration, such as `"1h30m"`, or back by a negative one.
    pub fn advance(&self, by: impl Into<Span>) -> Result<Now, Error> {
        self.change(&json!({ "advance": by.into().0 }))
    }

    /// Lets it run so many times as fast as the machine's clock.
    pub fn rate(&self, rate: f64) -> Result<Now, Error> {
        self.change(&json!({ "rate": rate }))
    }

    /// Makes it the machine's clock again.
    pub fn release(&self) -> Result<Now, Error> {
        self.change(&json!({ "release": true }))
    }

    fn change(&self, how: &Value) -> Result<Now, Error> {
        self.0.json(Method::POST, "clock", &[], Some(how))
    }
}
