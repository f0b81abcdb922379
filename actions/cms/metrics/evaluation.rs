//! What a rule finds in a series: a pure function of the rule, the series and the time.

use crate::cms::{
    metrics::statistics::{SPAN, Series, Statistics},
    rules::rule::{Rule, RuleSettings, Threshold},
};

/// The levels of alerts, the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Info,
    Warn,
    Critical,
}

impl Level {
    /// All, the gravest first.
    pub(crate) const ALL: [Self; 3] = [Self::Critical, Self::Warn, Self::Info];

    /// As answers and callbacks have it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Critical => "CRITICAL",
        }
    }

    /// The level of this name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(name))
    }
}

/// What a rule finds at the end of a period.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Finding {
    /// No threshold is crossed; the value that was compared last, if there is a threshold.
    Ok(Option<f64>),
    /// A threshold is crossed.
    Alarm {
        level: Level,
        /// The condition, as it is shown: `$Average>=90`.
        expression: String,
        /// The value of the last period.
        value: f64,
        /// In how many periods in a row it was.
        times: i64,
    },
    /// Nothing was reported in the last period. `long` if it was so in as many periods as the rule looks at.
    NoData { long: bool },
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The length of the rule's periods, in milliseconds: a minute where the rule does not say, and no less than the
/// spans in which reports are kept.
pub(crate) fn period(settings: &RuleSettings) -> i64 {
    if settings.period > 0 { settings.period.saturating_mul(1000).max(SPAN) } else { MINUTE }
}

/// How many periods the rule looks at.
pub(crate) fn periods(settings: &RuleSettings) -> i64 {
    let thresholds = thresholds(settings).map(|(_, it)| it.times);
    let composite = settings.composite.iter().map(|it| it.times);
    thresholds.chain(composite).max().unwrap_or(1).max(1)
}

/// The thresholds of the rule with their levels, the gravest first.
fn thresholds(settings: &RuleSettings) -> impl Iterator<Item = (Level, &Threshold)> {
    let RuleSettings { critical, warn, info, .. } = settings;
    Level::ALL
        .into_iter()
        .zip([critical, warn, info])
        .filter_map(|(level, it)| Some((level, it.as_ref()?)))
}

/// The gravest level whose condition holds in each of its periods in a row that end at `end`.
///
/// `series` is the one of the rule's metric, `of` those of other metrics with the same dimensions.
pub(crate) fn evaluate<'s>(
    rule: &Rule,
    series: &'s Series,
    of: &dyn Fn(&str) -> Option<&'s Series>,
    end: i64,
) -> Finding {
    let settings = &rule.settings;
    let length = period(settings);
    let last = series.between(end - length, end);
    if let Some(found) = composite(rule, series, of, end) {
        return found;
    }
    let Some(last) = last else {
        let start = end.saturating_sub(length.saturating_mul(periods(settings)));
        return Finding::NoData { long: series.between(start, end).is_none() };
    };
    let mut compared = None;
    for (level, threshold) in thresholds(settings) {
        let condition = Condition::of(threshold);
        let value = last.get(condition.statistics);
        compared = compared.or(value);
        let times = threshold.times.max(1);
        let holds = (0..times).all(|back| condition.holds(series, end - back * length, length));
        if let Some(value) = value.filter(|_| holds) {
            return Finding::Alarm { level, expression: condition.shown(), value, times };
        }
    }
    Finding::Ok(compared)
}

/// What the conditions on several metrics find; `None` for a rule that has none.
fn composite<'s>(
    rule: &Rule,
    own: &'s Series,
    of: &dyn Fn(&str) -> Option<&'s Series>,
    end: i64,
) -> Option<Finding> {
    let settings = &rule.settings;
    let composite = settings.composite.as_ref().filter(|it| !it.conditions.is_empty())?;
    let level = Level::of(&composite.level).unwrap_or(Level::Critical);
    let times = composite.times.max(1);
    let mut parts = Vec::new();
    let mut reported = false;
    for it in &composite.conditions {
        let condition = Condition {
            statistics: statistics_name(&it.statistics),
            operator: &it.operator,
            threshold: it.threshold.trim().parse().ok(),
        };
        let length = if it.period > 0 { it.period.saturating_mul(1000) } else { period(settings) };
        let series = if it.metric == rule.metric { Some(own) } else { of(&it.metric) };
        let last = series.and_then(|it| it.between(end - length, end));
        reported |= last.is_some();
        let holds = series.is_some_and(|it| {
            (0..times).all(|back| condition.holds(it, end - back * length, length))
        });
        let value = last.and_then(|it| it.get(condition.statistics));
        parts.push((
            holds,
            value,
            format!("@{}[{}].{}", it.metric, length / 1000, condition.shown()),
        ));
    }
    if !reported {
        return Some(Finding::NoData { long: true });
    }
    let any = composite.join == "||";
    let holds = if any { parts.iter().any(|it| it.0) } else { parts.iter().all(|it| it.0) };
    let value = parts.iter().filter(|it| it.0).chain(&parts).find_map(|it| it.1);
    let join = format!(" {} ", if any { "||" } else { "&&" });
    let expression = parts.iter().map(|it| it.2.as_str()).collect::<Vec<_>>().join(&join);
    Some(match value {
        Some(value) if holds => Finding::Alarm { level, expression, value, times },
        value => Finding::Ok(value),
    })
}

/// A comparison of a statistic with a number.
struct Condition<'a> {
    statistics: &'a str,
    operator: &'a str,
    /// `None` if it is no number; then it never holds.
    threshold: Option<f64>,
}

/// `Average` of `$Average` or of `Average`.
fn statistics_name(text: &str) -> &str {
    text.strip_prefix('$').unwrap_or(text)
}

impl<'a> Condition<'a> {
    fn of(threshold: &'a Threshold) -> Self {
        Self {
            statistics: statistics_name(&threshold.statistics),
            operator: &threshold.operator,
            threshold: threshold.threshold.trim().parse().ok(),
        }
    }

    /// `$Average>=90`; of a comparison with the past, which rises or falls by so many percent, its own name.
    fn shown(&self) -> String {
        let threshold = self.threshold.unwrap_or_default();
        let operator = symbol(self.operator).unwrap_or(self.operator);
        format!("${}{operator}{threshold}", self.statistics)
    }

    /// Whether it holds in the period that ends at `end`.
    fn holds(&self, series: &Series, end: i64, length: i64) -> bool {
        let Some(threshold) = self.threshold else { return false };
        let value = |end: i64| {
            series
                .between(end - length, end)
                .as_ref()
                .and_then(|it: &Statistics| it.get(self.statistics))
        };
        let Some(now) = value(end) else { return false };
        let (rises, before) = match self.operator {
            "GreaterThanYesterday" => (true, end - DAY),
            "LessThanYesterday" => (false, end - DAY),
            "GreaterThanLastWeek" => (true, end - 7 * DAY),
            "LessThanLastWeek" => (false, end - 7 * DAY),
            "GreaterThanLastPeriod" => (true, end - length),
            "LessThanLastPeriod" => (false, end - length),
            operator => return compare(symbol(operator).unwrap_or_default(), now, threshold),
        };
        let Some(past) = value(before).filter(|past| *past != 0.0) else { return false };
        let percent = (now - past) / past.abs() * 100.0;
        if rises { percent > threshold } else { -percent > threshold }
    }
}

/// The furthest past that the rule compares with, in milliseconds before the end of a period.
pub(crate) fn reach(settings: &RuleSettings) -> i64 {
    let window = period(settings).saturating_mul(periods(settings));
    let past = |operator: &str| match operator {
        "GreaterThanYesterday" | "LessThanYesterday" => DAY,
        "GreaterThanLastWeek" | "LessThanLastWeek" => 7 * DAY,
        "GreaterThanLastPeriod" | "LessThanLastPeriod" => period(settings),
        _ => 0,
    };
    window + thresholds(settings).map(|(_, it)| past(&it.operator)).max().unwrap_or(0)
}

/// The symbol of an operator, which some actions take and others write out.
fn symbol(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "GreaterThanOrEqualToThreshold" | ">=" => ">=",
        "GreaterThanThreshold" | ">" => ">",
        "LessThanOrEqualToThreshold" | "<=" => "<=",
        "LessThanThreshold" | "<" => "<",
        "NotEqualToThreshold" | "!=" => "!=",
        "EqualToThreshold" | "=" | "==" => "==",
        _ => return None,
    })
}

#[expect(clippy::float_cmp, reason = "the operators compare numbers as they were reported")]
fn compare(symbol: &str, value: f64, threshold: f64) -> bool {
    match symbol {
        ">=" => value >= threshold,
        ">" => value > threshold,
        "<=" => value <= threshold,
        "<" => value < threshold,
        "!=" => value != threshold,
        "==" => value == threshold,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
