//! States that follow from the time: what is begun has a course, which is written with it, and every read derives the state from that.
//! A course says when it began, so that it is over for a clock that was moved back before that, and no state comes again.

use super::tables::{resources::Resource, settings};
use crate::{Cx, Result, ports::store};

/// How long each state of a course lasts, in milliseconds, unless the control API says otherwise (assumed).
const LASTING: &[(&str, i64)] = &[
    ("disk.Attaching", 1000),
    ("disk.Creating", 500),
    ("disk.Detaching", 1000),
    ("disk.ReIniting", 1000),
    ("image.Creating", 4000),
    ("instance.Pending", 1000),
    ("instance.Rebooting", 2000),
    ("instance.Starting", 1000),
    ("instance.Stopping", 1000),
    ("interface.Attaching", 1000),
    ("interface.Detaching", 1000),
    ("snapshot.progressing", 3000),
];

/// The names of all steps, for the control API.
pub(super) fn steps() -> impl Iterator<Item = &'static str> {
    LASTING.iter().map(|it| it.0)
}

/// How long a step lasts in an account.
pub(super) fn lasting(cx: &mut Cx<'_>, step: &str) -> store::Result<i64> {
    let account = cx.account().to_owned();
    let usual = LASTING.iter().find(|it| it.0 == step).map_or(0, |it| it.1);
    Ok(settings::get(cx.tx, &account, step)?.unwrap_or(usual))
}

/// Begins a course: its steps, such as `instance.Pending`, one after the other, and the state that it ends in.
pub(super) fn begin(cx: &mut Cx<'_>, it: &mut Resource, steps: &[&str], end: &str) -> Result<()> {
    let mut course = Vec::new();
    let mut until = cx.now;
    for step in steps {
        let lasts = lasting(cx, step)?;
        if lasts > 0 {
            until += lasts;
            let state = match step.split_once('.').map_or(*step, |it| it.1) {
                "Rebooting" => "Starting",
                state => state,
            };
            course.push(format!("{state}@{until}"));
        }
    }
    if !course.is_empty() {
        course.insert(0, cx.now.to_string());
    }
    it.course = course.join(" ");
    end.clone_into(&mut it.state);
    Ok(())
}

fn step(one: &str) -> Option<(&str, i64)> {
    let (state, until) = one.split_once('@')?;
    Some((state, until.parse().ok()?))
}

/// The steps of a course that are not over: the state of each, and when it ends.
fn left(it: &Resource, now: i64) -> impl Iterator<Item = (&str, i64)> {
    let begun = it.course.split(' ').next().and_then(|it| it.parse().ok()).unwrap_or(i64::MIN);
    it.course.split(' ').filter_map(step).filter(move |it| begun <= now && now < it.1)
}

/// The state of a resource at this time.
pub(super) fn of(it: &Resource, now: i64) -> &str {
    left(it, now).next().map_or(&it.state, |it| it.0)
}

/// When its course is over; none if it is.
pub(super) fn settles(it: &Resource, now: i64) -> Option<i64> {
    left(it, now).last().map(|it| it.1)
}

/// How much of a course that began when the resource was made is done, in percent.
pub(super) fn progress(it: &Resource, now: i64) -> i64 {
    match settles(it, now) {
        Some(end) if end > it.made => (now - it.made) * 100 / (end - it.made),
        _ => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_follows_from_the_course_and_the_time() {
        let it = Resource {
            state: "Running".to_owned(),
            course: "Pending@1000 Starting@3000".to_owned(),
            ..Resource::default()
        };
        let seen = [0, 999, 1000, 2999, 3000].map(|now| of(&it, now));
        assert_eq!(seen, ["Pending", "Pending", "Starting", "Starting", "Running"]);
        assert_eq!((settles(&it, 0), settles(&it, 3000)), (Some(3000), None));
        assert_eq!((progress(&it, 0), progress(&it, 1500), progress(&it, 3000)), (0, 50, 100));
        // The clock was moved back before it began.
        let it = Resource { course: "500 Pending@1000 Starting@3000".to_owned(), ..it };
        assert_eq!(
            [499, 500, 999, 1000].map(|now| of(&it, now)),
            ["Running", "Pending", "Pending", "Starting",]
        );
        assert_eq!((settles(&it, 499), settles(&it, 500)), (None, Some(3000)));
    }
}
