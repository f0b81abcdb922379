//! A change of an alarm, as messages and callbacks tell of it.

use crate::cms::{
    metrics::evaluation::{self, Level, State},
    rules::rule::Rule,
    tables::series::SeriesRow,
};

/// A change of what a rule finds in a series.
pub(super) struct Change<'a> {
    pub(super) rule: &'a Rule,
    pub(super) series: &'a SeriesRow,
    pub(super) state: State,
    /// The level now: `CRITICAL`, `WARN`, `INFO`, `OK`; of no data, `INSUFFICIENT_DATA`.
    pub(super) level: &'a str,
    /// The level before; empty for none.
    pub(super) former: &'a str,
    pub(super) expression: String,
    pub(super) times: i64,
    pub(super) value: String,
    /// When the alarm began.
    pub(super) since: i64,
}

impl Change<'_> {
    /// The alert is over: its condition is the one that held (observed in a callback).
    pub(super) fn over(&mut self) {
        let settings = &self.rule.settings;
        let condition =
            Level::of(self.former).and_then(|it| evaluation::condition_of(settings, it));
        if let Some((expression, times)) = condition {
            (self.expression, self.times) = (expression, times);
        }
    }
}
