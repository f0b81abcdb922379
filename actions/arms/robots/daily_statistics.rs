//! The daily statistics of alerts that a chat bot posts.
//!
//! Documented: how many alerts were created today, how many were resolved, and how many are still open. Assumed: the
//! day and the times are those of Asia/Shanghai; the words of the statistics.
//!
//! Assumed: how many messages a move of the clock leaves out.

use crate::{
    Cx, Result,
    arms::{
        alerts::robot_queue::{self, Post},
        tables::{
            alerts::{self, AlertCounts},
            robots::{self, Robot},
        },
    },
    ports::due::{About, DueWork},
    shared::{
        format::{SHANGHAI_OFFSET, shanghai_time},
        time_of_day::minute_of_day,
    },
};

/// The next statistics of a bot.
pub(in crate::arms) const STATISTICS: DueWork = DueWork {
    kind: "statistics",
    about: |id| {
        About::new(
            format!("daily statistics of chat bot {id}"),
            format!("群机器人 {id} 的每日统计"),
        )
    },
    run,
};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// About how many messages are sent of those that a move of the clock leaps over, after the first: the last.
const KEPT: usize = 10;

/// When the day began that it is in Asia/Shanghai.
const fn day(at: i64) -> i64 {
    at - (at + SHANGHAI_OFFSET).rem_euclid(DAY)
}

/// The first time after `at` that is one of a list of times of the day.
fn next(times: &str, at: i64) -> Option<i64> {
    let minutes = times.split(',').filter_map(minute_of_day);
    let next_of = |minute: i64| {
        let today = day(at) + minute * 60_000;
        if today > at { today } else { today + DAY }
    };
    minutes.map(next_of).min()
}

/// Schedules the next statistics of a bot in the place of those that were scheduled; none if it does not send them.
pub(in crate::arms) fn schedule(cx: &mut Cx<'_>, robot: &Robot) -> Result<()> {
    cancel(cx, robot.id)?;
    schedule_after(cx, robot, cx.now)
}

fn schedule_after(cx: &mut Cx<'_>, robot: &Robot, after: i64) -> Result<()> {
    match next(&robot.daily_times, after).filter(|_| robot.daily) {
        Some(at) => cx.schedule(at, STATISTICS.kind, &robot.id.to_string()),
        None => Ok(()),
    }
}

/// Cancels the statistics of a bot.
pub(in crate::arms) fn cancel(cx: &mut Cx<'_>, robot: i64) -> Result<()> {
    cx.cancel(STATISTICS.kind, &robot.to_string())
}

fn run(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let (now, account) = (cx.now, cx.caller.account.clone());
    let Some(robot) = robots::robot(cx.tx, &account, subject.parse().unwrap_or(0))? else {
        return Ok(());
    };
    let AlertCounts { created, resolved, open } = alerts::counts(cx.tx, &account, day(now))?;
    let time = shanghai_time(now);
    let text = format!(
        "Alerts of today, {time}\n\nCreated: {created}\n\nResolved: {resolved}\n\nOpen: {open}"
    );
    robot_queue::post(
        cx,
        &Post {
            kind: &robot.kind,
            url: &robot.url,
            secret: &robot.secret,
            contact: None,
            title: "Alert statistics",
            text: &text,
            mentions: &[],
        },
    )?;
    let days = KEPT / robot.daily_times.split(',').count();
    let kept = DAY * i64::try_from(days.max(1)).unwrap_or(1);
    schedule_after(cx, &robot, now.max(cx.clock - kept))
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn the_next_time_is_one_of_the_list_in_shanghai() {
        let at =
            |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
        for (now, want) in [
            ("2026-01-01T00:00:00+08:00", "2026-01-01T09:30:00+08:00"),
            ("2026-01-01T09:30:00+08:00", "2026-01-01T17:00:00+08:00"),
            ("2026-01-01T16:59:59+08:00", "2026-01-01T17:00:00+08:00"),
            ("2026-01-01T17:00:00+08:00", "2026-01-02T09:30:00+08:00"),
        ] {
            assert_eq!(next("17:00,09:30", at(now)), Some(at(want)), "{now}");
        }
        assert_eq!(next("", 0), None);
    }
}
