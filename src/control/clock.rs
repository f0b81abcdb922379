//! `/_localyun/clock`: reads and moves the world's clock.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    clock::Clock,
    config,
    control::{Outcome, Problem},
};

const HOW: &str = "POST one of {\"freeze\": \"2026-01-01T00:00:00Z\"}, {\"freeze\": true}, \
    {\"set\": \"2026-01-01T00:00:00Z\"}, {\"advance\": \"24h\"}, {\"advance_ms\": 1000}, {\"release\": true}";

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Change {
    /// At a time, or where it is.
    Freeze(Value),
    Set(String),
    Advance(String),
    AdvanceMs(i64),
    Release(bool),
}

pub(super) fn read(clock: &Clock) -> Value {
    let now = clock.now();
    let text = chrono::DateTime::from_timestamp_millis(now)
        .map(|t| t.to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
    json!({ "now": text, "now_ms": now, "frozen": clock.is_frozen() })
}

pub(super) fn change(clock: &Clock, body: &[u8]) -> Outcome {
    let bad = |why: String| Problem::new(400, format!("{why}. {HOW}"));
    let time = |text: &str| config::time(text).map_err(bad);
    match serde_json::from_slice(body).map_err(|e| bad(e.to_string()))? {
        Change::Freeze(Value::String(at)) => clock.freeze(time(&at)?),
        Change::Freeze(Value::Bool(true)) => clock.freeze(clock.now()),
        Change::Set(at) => clock.set(time(&at)?),
        Change::Advance(by) => {
            let millis = duration(&by)
                .ok_or_else(|| bad(format!("`{by}` is no duration such as 90s, 15m, 24h or 7d")))?;
            advance(clock, millis).ok_or_else(|| bad(format!("`{by}` leads too far")))?;
        }
        Change::AdvanceMs(by) => {
            advance(clock, by).ok_or_else(|| bad(format!("{by} ms lead too far")))?;
        }
        Change::Release(true) => clock.release(),
        Change::Freeze(_) | Change::Release(false) => {
            return Err(bad("that changes nothing".into()));
        }
    }
    Ok(read(clock))
}

/// Moves the clock, unless it would leave the times that can be written.
fn advance(clock: &Clock, by: i64) -> Option<()> {
    let to = clock.now().checked_add(by)?;
    (0..=config::LAST).contains(&to).then(|| clock.set(to))
}

/// Milliseconds of `90s`, `15m`, `24h`, `7d` or `250ms`, with an optional sign.
fn duration(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let unit_at = digits.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = digits.split_at(unit_at);
    let unit = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    let millis = number.parse::<i64>().ok()?.checked_mul(unit)?;
    Some(if text.starts_with('-') { -millis } else { millis })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit() {
        assert_eq!(duration("24h"), Some(86_400_000));
        assert_eq!(duration("-90s"), Some(-90_000));
        assert_eq!(duration("250ms"), Some(250));
        for bad in ["", "h", "24", "1w", "--1s", "+-1s", "9223372036854775807d"] {
            assert_eq!(duration(bad), None, "{bad}");
        }
    }
}
