//! The evaluation of rules against a plain model, which looks at each reported value by itself.

use proptest::prelude::*;

use super::*;
use crate::cms::rules::rule::{Composite, CompositeCondition};

/// Where the last period ends: a multiple of every period below.
const END: i64 = 7_200_000_000;

const OPERATORS: [&str; 6] = [
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanThreshold",
    "NotEqualToThreshold",
    "EqualToThreshold",
];
const STATISTICS: [&str; 6] = ["Average", "Minimum", "Maximum", "Sum", "SampleCount", "Value"];

/// The series of values that were reported at a time each.
fn series(values: &[(i64, i32)]) -> Series {
    let mut spans: Vec<(i64, Statistics)> = Vec::new();
    for (at, value) in values {
        let start = at - at.rem_euclid(15_000);
        let one = Statistics::of(f64::from(*value));
        match spans.last_mut() {
            Some((last, all)) if *last == start => all.add(&one),
            _ => spans.push((start, one)),
        }
    }
    Series(spans)
}

/// A statistic of values, as anyone would compute it.
fn statistic(name: &str, values: &[f64]) -> f64 {
    let count = u32::try_from(values.len()).map(f64::from).unwrap();
    match name {
        "Average" => values.iter().sum::<f64>() / count,
        "Minimum" => values.iter().copied().fold(f64::INFINITY, f64::min),
        "Maximum" => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        "Sum" => values.iter().sum(),
        "SampleCount" => count,
        _ => *values.last().unwrap(),
    }
}

#[expect(clippy::float_cmp, reason = "whole numbers")]
fn is(operator: &str, value: f64, threshold: f64) -> bool {
    match operator {
        "GreaterThanOrEqualToThreshold" => value >= threshold,
        "GreaterThanThreshold" => value > threshold,
        "LessThanOrEqualToThreshold" => value <= threshold,
        "LessThanThreshold" => value < threshold,
        "NotEqualToThreshold" => value != threshold,
        _ => value == threshold,
    }
}

/// What the model finds: the level, `OK`, or nothing where nothing was reported in the last period.
fn model(settings: &RuleSettings, values: &[(i64, i32)]) -> Option<&'static str> {
    let length = settings.period * 1000;
    let of_period = |back: i64| -> Vec<f64> {
        let (start, end) = (END - (back + 1) * length, END - back * length);
        let within = values.iter().filter(|(at, _)| start <= *at && *at < end);
        within.map(|(_, value)| f64::from(*value)).collect()
    };
    if of_period(0).is_empty() {
        return None;
    }
    let levels =
        [("CRITICAL", &settings.critical), ("WARN", &settings.warn), ("INFO", &settings.info)];
    for (level, threshold) in levels {
        let Some(it) = threshold else { continue };
        let in_a_row = (0..it.times).take_while(|back| {
            let values = of_period(*back);
            !values.is_empty()
                && is(
                    &it.operator,
                    statistic(&it.statistics, &values),
                    it.threshold.parse().unwrap(),
                )
        });
        if in_a_row.count() == usize::try_from(it.times).unwrap() {
            return Some(level);
        }
    }
    Some("OK")
}

fn threshold() -> impl Strategy<Value = Option<Threshold>> {
    let parts = (0..STATISTICS.len(), 0..OPERATORS.len(), -5..25_i32, 1..5_i64);
    proptest::option::of(parts.prop_map(|(statistics, operator, threshold, times)| Threshold {
        statistics: STATISTICS[statistics].into(),
        operator: OPERATORS[operator].into(),
        threshold: threshold.to_string(),
        times,
        pre_condition: String::new(),
    }))
}

proptest! {
    #[test]
    fn a_rule_finds_what_a_plain_model_finds(
        period in prop_oneof![Just(60), Just(120), Just(300)],
        (critical, warn, info) in (threshold(), threshold(), threshold()),
        // The seconds between two reports, and the values.
        gaps in proptest::collection::vec((1..120_i64, -10..30_i32), 0..60),
    ) {
        let mut at = END;
        let mut values: Vec<(i64, i32)> = gaps
            .into_iter()
            .map(|(gap, value)| {
                at -= gap * 1000;
                (at, value)
            })
            .collect();
        values.reverse();
        let settings = RuleSettings { period, critical, warn, info, ..RuleSettings::default() };
        let rule = Rule { settings, ..Rule::default() };
        let found = match evaluate(&rule, &series(&values), &|_| None, END) {
            Finding::Alarm { level, .. } => Some(level.name()),
            Finding::Ok(_) => Some("OK"),
            Finding::NoData { .. } => None,
        };
        prop_assert_eq!(found, model(&rule.settings, &values));
    }
}

fn rule(operator: &str, threshold: &str) -> Rule {
    let critical = Threshold {
        statistics: "$Average".into(),
        operator: operator.into(),
        threshold: threshold.into(),
        times: 1,
        pre_condition: String::new(),
    };
    let settings = RuleSettings { period: 60, critical: Some(critical), ..RuleSettings::default() };
    Rule { metric: "cpu".into(), settings, ..Rule::default() }
}

/// A value in each of the minutes that begin so many minutes before the end.
fn minutes(values: &[(i64, i32)]) -> Series {
    let mut all: Vec<_> =
        values.iter().map(|(back, value)| (END - back * MINUTE, *value)).collect();
    all.sort_unstable();
    series(&all)
}

#[test]
fn a_value_is_compared_with_that_of_a_period_a_day_or_a_week_before() {
    let day = 24 * 60;
    for (operator, back) in [("LastPeriod", 2), ("Yesterday", day + 1), ("LastWeek", 7 * day + 1)] {
        let found = |direction: &str, threshold: &str, now: i32, past: i32| {
            let rule = rule(&format!("{direction}{operator}"), threshold);
            assert!(reach(&rule.settings) >= (back - 1) * MINUTE + MINUTE, "{operator}");
            let series = minutes(&[(back, past), (1, now)]);
            matches!(evaluate(&rule, &series, &|_| None, END), Finding::Alarm { .. })
        };
        assert!(found("GreaterThan", "50", 16, 10) && !found("GreaterThan", "50", 15, 10));
        assert!(found("LessThan", "50", 4, 10) && !found("LessThan", "50", 5, 10));
        assert!(!found("GreaterThan", "50", 16, 0), "nothing to compare with");
    }
}

#[test]
fn a_rule_without_data_says_whether_all_its_periods_lack_it() {
    let mut rule = rule("GreaterThanOrEqualToThreshold", "1");
    rule.settings.critical.as_mut().unwrap().times = 3;
    let found = |series: &Series| evaluate(&rule, series, &|_| None, END);
    assert_eq!(found(&minutes(&[(2, 5)])), Finding::NoData { long: false });
    assert_eq!(found(&minutes(&[(4, 5)])), Finding::NoData { long: true });
}

#[test]
fn a_rule_looks_back_as_far_as_the_longest_of_its_conditions() {
    let condition = |period: i64, operator: &str| CompositeCondition {
        metric: "cpu".into(),
        statistics: "$Average".into(),
        operator: operator.into(),
        threshold: "10".into(),
        period,
    };
    let mut rule = rule("GreaterThanThreshold", "0");
    let conditions =
        vec![condition(300, "GreaterThanThreshold"), condition(0, "GreaterThanYesterday")];
    let level = "WARN".to_owned();
    rule.settings.critical = None;
    rule.settings.composite =
        Some(Composite { level, times: 2, join: String::new(), conditions, raw: String::new() });
    assert_eq!(window(&rule.settings), 10 * MINUTE);
    assert_eq!(reach(&rule.settings), 10 * MINUTE + DAY);
    let found = |values: &[(i64, i32)]| evaluate(&rule, &minutes(values), &|_| None, END);
    assert_eq!(found(&[(11, 5)]), Finding::NoData { long: true });
    assert_eq!(found(&[(9, 5)]), Finding::NoData { long: false });
}

#[test]
fn conditions_on_several_metrics_are_joined() {
    let condition = |metric: &str, threshold: &str| CompositeCondition {
        metric: metric.into(),
        statistics: "Average".into(),
        operator: "GreaterThanThreshold".into(),
        threshold: threshold.into(),
        period: 60,
    };
    let found = |join: &str, cpu: i32, memory: i32| {
        let mut rule = rule("GreaterThanThreshold", "0");
        rule.settings.composite = Some(Composite {
            level: "WARN".into(),
            times: 1,
            join: join.into(),
            conditions: vec![condition("cpu", "10"), condition("memory", "20")],
            raw: String::new(),
        });
        let (cpu, memory) = (minutes(&[(1, cpu)]), minutes(&[(1, memory)]));
        match evaluate(&rule, &cpu, &|name| (name == "memory").then_some(&memory), END) {
            Finding::Alarm { level, expression, .. } => Some((level, expression)),
            _ => None,
        }
    };
    let both = "@cpu[60].$Average>10 && @memory[60].$Average>20".to_owned();
    assert_eq!(found("&&", 11, 21), Some((Level::Warn, both)));
    assert_eq!(found("&&", 11, 20), None);
    assert!(found("||", 11, 20).is_some() && found("||", 10, 21).is_some());
    assert_eq!(found("||", 10, 20), None);
}
