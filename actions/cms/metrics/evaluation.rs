//! What a rule finds in a series: a pure function of the rule, the series and the time.

use crate::cms::{
    metrics::statistics::{SPAN, Series, Statistics},
    rules::{
        escalations::SYMBOLS,
        rule::{Composite, CompositeCondition, Rule, RuleSettings, Threshold},
    },
};

/// The levels of alerts, the gravest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cms) enum Level {
    Info,
    Warn,
    Critical,
}

impl Level {
    /// All, the gravest first.
    pub(in crate::cms) const ALL: [Self; 3] = [Self::Critical, Self::Warn, Self::Info];

    /// As answers and callbacks have it.
    pub(in crate::cms) const fn name(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Critical => "CRITICAL",
        }
    }

    /// The level of this name.
    pub(in crate::cms) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name().eq_ignore_ascii_case(name))
    }
}

/// The state of a rule or of one of its series; the worse, the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cms) enum State {
    Ok,
    InsufficientData,
    Alarm,
}

impl State {
    /// Its name in answers.
    pub(in crate::cms) const fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::InsufficientData => "INSUFFICIENT_DATA",
            Self::Alarm => "ALARM",
        }
    }
}

/// What a rule finds at the end of a period.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cms) enum Finding {
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
pub(in crate::cms) fn period(settings: &RuleSettings) -> i64 {
    if settings.period > 0 { settings.period.saturating_mul(1000).max(SPAN) } else { MINUTE }
}

/// The length of the periods of a condition of a composite rule, in milliseconds.
fn period_of(condition: &CompositeCondition, settings: &RuleSettings) -> i64 {
    if condition.period > 0 {
        condition.period.saturating_mul(1000).max(SPAN)
    } else {
        period(settings)
    }
}

/// The time before the end of a period that the rule looks at, in milliseconds.
pub(in crate::cms) fn window(settings: &RuleSettings) -> i64 {
    let length = period(settings);
    let thresholds = thresholds(settings).map(|(_, it)| length.saturating_mul(it.times.max(1)));
    let composite = settings.composite.iter().flat_map(|composite| {
        let times = composite.times.max(1);
        composite.conditions.iter().map(move |it| period_of(it, settings).saturating_mul(times))
    });
    thresholds.chain(composite).max().unwrap_or(length).max(length)
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
pub(in crate::cms) fn evaluate<'s>(
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
        let start = end.saturating_sub(window(settings));
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
    let composite = conditions(settings)?;
    let level = Level::of(&composite.level).unwrap_or(Level::Critical);
    let times = composite.times.max(1);
    let mut parts = Vec::new();
    let (mut reported, mut long) = (false, true);
    for it in &composite.conditions {
        let condition = Condition::of_composite(it);
        let length = period_of(it, settings);
        let series = if it.metric == rule.metric { Some(own) } else { of(&it.metric) };
        let last = series.and_then(|it| it.between(end - length, end));
        let whole = series.and_then(|it| it.between(end - length * times, end));
        reported |= last.is_some();
        long &= whole.is_none();
        let holds = series.is_some_and(|it| {
            (0..times).all(|back| condition.holds(it, end - back * length, length))
        });
        let value = last.and_then(|it| it.get(condition.statistics));
        parts.push((holds, value));
    }
    if !reported {
        return Some(Finding::NoData { long });
    }
    let any = composite.join == ANY;
    let holds = if any { parts.iter().any(|it| it.0) } else { parts.iter().all(|it| it.0) };
    let value = parts.iter().filter(|it| it.0).chain(&parts).find_map(|it| it.1);
    let expression = joined(composite, settings);
    Some(match value {
        Some(value) if holds => Finding::Alarm { level, expression, value, times },
        value => Finding::Ok(value),
    })
}

/// What joins conditions of which one has to hold; all have to otherwise.
const ANY: &str = "||";

/// The conditions on several metrics, if the rule has any that are evaluated.
fn conditions(settings: &RuleSettings) -> Option<&Composite> {
    settings.composite.as_ref().filter(|it| !it.conditions.is_empty())
}

/// `@cpu[60].$Average>90 && @memory[60].$Average>80`.
fn joined(composite: &Composite, settings: &RuleSettings) -> String {
    let shown = |it: &CompositeCondition| {
        let seconds = period_of(it, settings) / 1000;
        format!("@{}[{seconds}].{}", it.metric, Condition::of_composite(it).shown())
    };
    let all: Vec<String> = composite.conditions.iter().map(shown).collect();
    all.join(if composite.join == ANY { " || " } else { " && " })
}

/// The condition of the alerts of a level as it is shown, and in how many periods in a row it has to hold.
pub(in crate::cms) fn condition_of(settings: &RuleSettings, level: Level) -> Option<(String, i64)> {
    if let Some(composite) = conditions(settings) {
        return Some((joined(composite, settings), composite.times.max(1)));
    }
    let (_, threshold) = thresholds(settings).find(|(of, _)| *of == level)?;
    Some((Condition::of(threshold).shown(), threshold.times.max(1)))
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

    fn of_composite(condition: &'a CompositeCondition) -> Self {
        Self {
            statistics: statistics_name(&condition.statistics),
            operator: &condition.operator,
            threshold: condition.threshold.trim().parse().ok(),
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
pub(in crate::cms) fn reach(settings: &RuleSettings) -> i64 {
    let past = |operator: &str, length: i64| match operator {
        "GreaterThanYesterday" | "LessThanYesterday" => DAY,
        "GreaterThanLastWeek" | "LessThanLastWeek" => 7 * DAY,
        "GreaterThanLastPeriod" | "LessThanLastPeriod" => length,
        _ => 0,
    };
    let length = period(settings);
    let own = thresholds(settings).map(|(_, it)| past(&it.operator, length));
    let conditions = settings.composite.iter().flat_map(|it| &it.conditions);
    let others = conditions.map(|it| past(&it.operator, period_of(it, settings)));
    window(settings) + own.chain(others).max().unwrap_or(0)
}

/// The symbol of a comparison with a number.
fn symbol(operator: &str) -> Option<&'static str> {
    SYMBOLS.into_iter().find(|(name, _)| *name == operator).map(|(_, symbol)| symbol)
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
