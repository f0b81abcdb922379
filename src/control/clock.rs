//! `/_localyun/clock`: reads and moves the world's clock.

use std::sync::Arc;

use actions::core::control::{ControlRequest, Operation};
use serde_json::{Value, json};

use crate::{
    clock::Clock,
    config,
    control::{Outcome, Problem, duration, route::ServerRoute},
    world::{World, due},
};

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(Operation::get("clock", "Answers the time of the server's clock."), |_, world, _| {
        Box::pin(async { Ok(read(&world.clock)) })
    }),
    ServerRoute::new(
        Operation::post(
            "clock",
            "Changes the clock, runs the work that is then due, and answers the new time.",
        )
        .object(
            &[
                (
                    "freeze",
                    "freezes the clock at this time (years 1970 to 9999), or with `true` at its current time",
                ),
                ("set", "sets the clock to this time; it stays frozen or keeps running as before"),
                (
                    "advance",
                    "moves the clock forward by a duration in `ms`, `s`, `m`, `h` or `d`; `-90s` moves it back",
                ),
                ("advance_ms", "the same, as a number of milliseconds"),
                (
                    "rate",
                    "lets the clock run this many times as fast as the machine's, above 0 and up to 1000000; a frozen one runs again",
                ),
                ("release", "`true`: returns to the machine's time"),
            ],
            &[
                r#"{"freeze": "2026-01-01T00:00:00Z"}"#,
                r#"{"freeze": true}"#,
                r#"{"set": "2026-01-01T00:00:00Z"}"#,
                r#"{"advance": "24h"}"#,
                r#"{"advance_ms": 1000}"#,
                r#"{"rate": 60}"#,
                r#"{"release": true}"#,
            ],
        ),
        |_, world, request| Box::pin(change(world, request)),
    ),
];

/// The highest rate of a clock: a year in half a minute.
const FASTEST: f64 = 1e6;

async fn change(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let request = request.clone();
    let moved = world.change_clock(move |clock| moved(clock, &request)).await?;
    due::clock_moved(world).await;
    Ok(moved)
}

fn read(clock: &Clock) -> Value {
    let now = clock.now();
    json!({
        "now": shown(now), "now_ms": now, "frozen": clock.is_frozen(), "rate": clock.rate(),
    })
}

/// A time as it is shown.
pub(super) fn shown(at: i64) -> Option<String> {
    let time = chrono::DateTime::from_timestamp_millis(at)?;
    Some(time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
}

fn moved(clock: &Clock, request: &ControlRequest) -> Outcome {
    let mut members = request.members().into_iter();
    let (Some((name, value)), None) = (members.next(), members.next()) else {
        return Err(Problem::of_body("the body must have exactly one member"));
    };
    let time = |text: &str| config::time(text).map_err(|why| Problem::of_member(&*name, why));
    match (&*name, &value) {
        ("freeze", Value::String(at)) => clock.freeze(time(at)?),
        ("freeze", Value::Bool(true)) => clock.freeze(clock.now()),
        ("set", Value::String(at)) => clock.set(time(at)?),
        ("advance", Value::String(by)) => {
            let millis = duration::millis(by).map_err(|why| Problem::of_member(&*name, why))?;
            advance(clock, millis)?;
        }
        ("advance_ms", Value::Number(by)) if by.is_i64() => {
            advance(clock, by.as_i64().unwrap_or_default())?;
        }
        ("rate", Value::Number(rate)) => {
            let rate = rate.as_f64().filter(|rate| *rate > 0.0 && *rate <= FASTEST);
            clock.scale(rate.ok_or_else(|| {
                Problem::of_member(&*name, format!("it is a number above 0 and up to {FASTEST}"))
            })?);
        }
        ("release", Value::Bool(true)) => clock.release(),
        _ => return Err(Problem::of_member(&*name, format!("`{name}` cannot be {value}"))),
    }
    Ok(read(clock))
}

/// Moves the clock, unless it would leave the times that can be written.
fn advance(clock: &Clock, by: i64) -> Result<(), Problem> {
    let to = clock.now().checked_add(by).filter(|to| (0..=config::LAST).contains(to));
    clock.set(
        to.ok_or_else(|| Problem::of_body("the clock must stay between the years 1970 and 9999"))?,
    );
    Ok(())
}
