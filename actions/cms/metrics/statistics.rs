//! Statistics of what was reported of a metric in a span of time.

use std::collections::BTreeMap;

use serde_json::Value;

/// The largest number that may be reported, without its sign: sums of such numbers stay numbers (assumed).
pub(in crate::cms) const LARGEST: f64 = 1e150;

/// The statistics of one series in a span of time.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cms) struct Statistics {
    /// How many values there are; more than 0.
    pub(in crate::cms) count: f64,
    pub(in crate::cms) sum: f64,
    pub(in crate::cms) minimum: f64,
    pub(in crate::cms) maximum: f64,
    /// The value that was reported last.
    pub(in crate::cms) last: f64,
    /// Statistics that were reported and cannot be computed from others, such as `P90`, as they were reported last.
    pub(in crate::cms) others: BTreeMap<String, f64>,
}

impl Statistics {
    /// Those of one value.
    pub(in crate::cms) const fn of(value: f64) -> Self {
        let others = BTreeMap::new();
        Self { count: 1.0, sum: value, minimum: value, maximum: value, last: value, others }
    }

    /// Adds those of a later span.
    pub(in crate::cms) fn add(&mut self, later: &Self) {
        self.count += later.count;
        self.sum += later.sum;
        self.minimum = self.minimum.min(later.minimum);
        self.maximum = self.maximum.max(later.maximum);
        self.last = later.last;
        if !later.others.is_empty() {
            self.others.clone_from(&later.others);
        }
    }

    /// The statistic of this name. `Value` is the last one.
    pub(in crate::cms) fn get(&self, name: &str) -> Option<f64> {
        Some(match name {
            "Average" => self.sum / self.count,
            "Minimum" => self.minimum,
            "Maximum" => self.maximum,
            "Sum" => self.sum,
            "SampleCount" => self.count,
            "Value" | "LastValue" => self.last,
            _ => return self.others.get(name).copied(),
        })
    }
}

/// A number as JSON: a whole one without a fraction, as the vendor's samples have it.
pub(in crate::cms) fn number(value: f64) -> Value {
    // Whole numbers up to this are exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "it is a whole number in range")]
        return Value::from(value as i64);
    }
    Value::from(value)
}

/// The spans in which reports are kept, in milliseconds: the shortest period of any product's metric.
pub(in crate::cms) const SPAN: i64 = 15_000;

/// A series: the spans that have reports, oldest first, each with the time at which it starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::cms) struct Series(pub(in crate::cms) Vec<(i64, Statistics)>);

impl Series {
    /// The statistics of the spans that start from `start` and before `end`.
    pub(in crate::cms) fn between(&self, start: i64, end: i64) -> Option<Statistics> {
        let from = self.0.partition_point(|(at, _)| *at < start);
        let mut spans = self.0.iter().skip(from).take_while(|(at, _)| *at < end);
        let (_, first) = spans.next()?;
        let mut all = first.clone();
        spans.for_each(|(_, later)| all.add(later));
        Some(all)
    }

    /// The periods that have reports, oldest first: the start of each and its statistics. A period starts at a
    /// multiple of its length, in milliseconds.
    pub(in crate::cms) fn periods(&self, length: i64) -> Vec<(i64, Statistics)> {
        let mut all: Vec<(i64, Statistics)> = Vec::new();
        for (at, spans) in &self.0 {
            let start = at - at.rem_euclid(length);
            match all.last_mut() {
                Some((last, so_far)) if *last == start => so_far.add(spans),
                _ => all.push((start, spans.clone())),
            }
        }
        all
    }
}
