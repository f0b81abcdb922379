//! `Escalations`: the thresholds of a rule, one for each level of alerts.

use super::{
    forms::{MOST_TIMES, is_number},
    rule::Threshold,
};
use crate::{Fault, Params, Result, int, text};

/// How a value is compared with a threshold.
pub(in crate::cms) const OPERATORS: &[&str] = &[
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanThreshold",
    "NotEqualToThreshold",
    "EqualToThreshold",
    "GreaterThanYesterday",
    "LessThanYesterday",
    "GreaterThanLastWeek",
    "LessThanLastWeek",
    "GreaterThanLastPeriod",
    "LessThanLastPeriod",
];

/// The comparisons with a number, and their symbols, which callbacks have.
pub(in crate::cms) const SYMBOLS: [(&str, &str); 6] = [
    ("GreaterThanOrEqualToThreshold", ">="),
    ("GreaterThanThreshold", ">"),
    ("LessThanOrEqualToThreshold", "<="),
    ("LessThanThreshold", "<"),
    ("NotEqualToThreshold", "!="),
    ("EqualToThreshold", "=="),
];

/// Whether it may be the name of a statistic, which conditions on several metrics write with a `$`
/// (documented: `$Average`). Which ones a metric has depends on the metric, and is not checked (the vendor checks
/// it since August 2024).
pub(in crate::cms) fn is_statistics(it: &str) -> bool {
    let it = it.strip_prefix('$').unwrap_or(it);
    (1..=64).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The names of the parameters of a level.
struct Level {
    name: &'static str,
    statistics: &'static str,
    operator: &'static str,
    threshold: &'static str,
    times: &'static str,
    pre_condition: &'static str,
}

macro_rules! level {
    ($name:literal) => {
        Level {
            name: concat!("Escalations.", $name),
            statistics: concat!("Escalations.", $name, ".Statistics"),
            operator: concat!("Escalations.", $name, ".ComparisonOperator"),
            threshold: concat!("Escalations.", $name, ".Threshold"),
            times: concat!("Escalations.", $name, ".Times"),
            pre_condition: concat!("Escalations.", $name, ".PreCondition"),
        }
    };
}

const CRITICAL: Level = level!("Critical");
const WARN: Level = level!("Warn");
const INFO: Level = level!("Info");

/// The parts of a threshold that a call gives.
struct Parts {
    level: &'static Level,
    statistics: Option<String>,
    operator: Option<String>,
    threshold: Option<String>,
    times: Option<i64>,
    pre_condition: Option<String>,
}

/// `Escalations` of a call.
pub(in crate::cms) struct Escalations {
    critical: Parts,
    warn: Parts,
    info: Parts,
}

/// The thresholds of a rule.
#[derive(Default)]
pub(in crate::cms) struct Thresholds {
    pub(in crate::cms) critical: Option<Threshold>,
    pub(in crate::cms) warn: Option<Threshold>,
    pub(in crate::cms) info: Option<Threshold>,
}

impl Thresholds {
    /// Whether no level has a threshold.
    pub(in crate::cms) fn is_none(&self) -> bool {
        self.critical.is_none() && self.warn.is_none() && self.info.is_none()
    }
}

impl Escalations {
    /// Reads them where the action has no `PreCondition`.
    pub(in crate::cms) fn read(p: &mut Params<'_>) -> Result<Self> {
        Self::read_each(p, |_, _| Ok(None))
    }

    /// Reads them where the action has `PreCondition`.
    pub(in crate::cms) fn read_with_pre_conditions(p: &mut Params<'_>) -> Result<Self> {
        Self::read_each(p, |p, level| {
            let spec = text(level.pre_condition).prose(1, 1024);
            p.optional(spec.doc("A condition that has to hold as well."))
        })
    }

    fn read_each(
        p: &mut Params<'_>,
        pre_condition: fn(&mut Params<'_>, &Level) -> Result<Option<String>>,
    ) -> Result<Self> {
        p.object("Escalations", |p| {
            let mut read = |level: &'static Level| -> Result<Parts> {
                Ok(Parts {
                    level,
                    statistics: p.optional(
                        text(level.statistics)
                            .form("name of a statistic", is_statistics)
                            .doc("The statistic that is compared."),
                    )?,
                    operator: p.optional(
                        text(level.operator).one_of(OPERATORS).doc("How it is compared."),
                    )?,
                    threshold: p.optional(
                        text(level.threshold)
                            .form("number", is_number)
                            .doc("What it is compared with."),
                    )?,
                    times: p.optional(
                        int(level.times)
                            .range(1, MOST_TIMES)
                            .doc("How many periods in a row the condition has to hold."),
                    )?,
                    pre_condition: pre_condition(p, level)?,
                })
            };
            Ok(Self { critical: read(&CRITICAL)?, warn: read(&WARN)?, info: read(&INFO)? })
        })
    }

    /// The thresholds, of which each level has all parts or none; `wrong` is the error otherwise.
    pub(in crate::cms) fn thresholds(self, wrong: Fault) -> Result<Thresholds> {
        Ok(Thresholds {
            critical: self.critical.threshold(wrong)?,
            warn: self.warn.threshold(wrong)?,
            info: self.info.threshold(wrong)?,
        })
    }
}

impl Parts {
    fn threshold(self, wrong: Fault) -> Result<Option<Threshold>> {
        let Self { level, statistics, operator, threshold, times, pre_condition } = self;
        match (statistics, operator, threshold, times) {
            (None, None, None, None) => Ok(None),
            (Some(statistics), Some(operator), Some(threshold), Some(times)) => {
                let pre_condition = pre_condition.unwrap_or_default();
                Ok(Some(Threshold { statistics, operator, threshold, times, pre_condition }))
            }
            _ => Err(wrong.with_hint(format!(
                "{} needs Statistics, ComparisonOperator, Threshold and Times.",
                level.name
            ))),
        }
    }
}
