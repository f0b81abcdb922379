//! Who is on duty, and when: a function of the layers of a schedule and of the time.
//!
//! The contacts of a layer take turns; a later layer comes before an earlier one where both have somebody on duty,
//! and a substitute before all layers, so that one contact at most is on duty at a time. That a later layer of a
//! schedule comes first is assumed. All times are minutes in Asia/Shanghai, counted from the start of 1970.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::shared::{
    format::{SHANGHAI_OFFSET, date, shanghai_time},
    time_of_day::MINUTES_OF_DAY,
};

/// The minutes of a day.
pub(in crate::arms) const DAY: i64 = MINUTES_OF_DAY;

/// The layers of a schedule, and who stands in for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::arms) struct Rota {
    /// The chat bot that is told when the shift changes.
    pub(in crate::arms) robot: Option<i64>,
    pub(in crate::arms) layers: Vec<Layer>,
    pub(in crate::arms) substitutes: Vec<Shift>,
}

/// Contacts that take turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::arms) struct Layer {
    /// In the order of their turns; ids of the alert-management actions.
    pub(in crate::arms) contacts: Vec<i64>,
    /// `DAY`, `WEEK` or `CUSTOM`.
    pub(in crate::arms) rotation: String,
    /// Hours of a turn: 24 for `DAY`, 168 for `WEEK`.
    pub(in crate::arms) hours: i64,
    /// The day on which the first turn begins, counted from the start of 1970.
    pub(in crate::arms) start: i64,
    /// When somebody is on duty; always, if there are none.
    pub(in crate::arms) restrictions: Vec<Restriction>,
}

/// A time of each day, or of some days of each week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::arms) struct Restriction {
    /// The days of the week on which it begins, from 0 for Monday; empty for all.
    pub(in crate::arms) days: Vec<i64>,
    /// The minute of the day on which it begins.
    pub(in crate::arms) start: i64,
    /// The minute of the day before which it ends: of the next one, unless it is after the start.
    pub(in crate::arms) end: i64,
}

/// A contact on duty, from one minute until before another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::arms) struct Shift {
    pub(in crate::arms) contact: i64,
    pub(in crate::arms) start: i64,
    pub(in crate::arms) end: i64,
}

impl Restriction {
    /// The vendor's names for those of each day and of days of the week.
    pub(in crate::arms) const KINDS: [&str; 2] = ["daily_restriction", "weekly_restriction"];

    /// The vendor's name for it.
    pub(in crate::arms) fn kind(&self) -> &'static str {
        Self::KINDS[usize::from(!self.days.is_empty())]
    }

    /// A minute of a day as `HH:mm`.
    pub(in crate::arms) fn time(minute: i64) -> String {
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    /// When it holds that begins on this day, if it begins on it.
    fn on(&self, day: i64) -> Option<(i64, i64)> {
        // The first day of 1970 was a Thursday.
        let weekday = (day + 3).rem_euclid(7);
        if !self.days.is_empty() && !self.days.contains(&weekday) {
            return None;
        }
        let next = if self.end > self.start { 0 } else { DAY };
        Some((day * DAY + self.start, day * DAY + next + self.end))
    }

    fn holds_at(&self, minute: i64) -> bool {
        let day = minute.div_euclid(DAY);
        [day - 1, day]
            .into_iter()
            .filter_map(|day| self.on(day))
            .any(|(start, end)| (start..end).contains(&minute))
    }
}

impl Layer {
    /// Who is on duty in it.
    fn at(&self, minute: i64) -> Option<i64> {
        let since = minute - self.start * DAY;
        let free = !self.restrictions.is_empty()
            && !self.restrictions.iter().any(|it| it.holds_at(minute));
        if since < 0 || free {
            return None;
        }
        let turn = usize::try_from(since / (self.hours * 60).max(1)).ok()?;
        self.contacts.get(turn.checked_rem(self.contacts.len())?).copied()
    }

    /// Adds the minutes from `from` until before `to` at which another may be on duty than before.
    fn changes(&self, from: i64, to: i64, all: &mut Vec<i64>) {
        let (first, turn) = (self.start * DAY, (self.hours * 60).max(1));
        let next = first + (from - first).max(0).div_euclid(turn) * turn;
        all.extend((0..).map(|n| next + n * turn).take_while(|at| *at < to));
        for restriction in &self.restrictions {
            for day in from.div_euclid(DAY) - 1..=to.div_euclid(DAY) {
                all.extend(restriction.on(day).into_iter().flat_map(|(start, end)| [start, end]));
            }
        }
    }

    /// Its shifts from `from` until before `to`.
    pub(in crate::arms) fn shifts(&self, from: i64, to: i64) -> Vec<Shift> {
        let mut changes = Vec::new();
        self.changes(from, to, &mut changes);
        shifts(from, to, changes, |minute| self.at(minute))
    }
}

impl Rota {
    /// Who is on duty.
    pub(in crate::arms) fn at(&self, minute: i64) -> Option<i64> {
        let substitute = self.substitutes.iter().rev();
        let substitute = substitute.clone().find(|it| (it.start..it.end).contains(&minute));
        let of_layers = || self.layers.iter().rev().find_map(|layer| layer.at(minute));
        substitute.map(|it| it.contact).or_else(of_layers)
    }

    /// The shifts from `from` until before `to` of all layers and substitutes together.
    pub(in crate::arms) fn shifts(&self, from: i64, to: i64) -> Vec<Shift> {
        let mut changes = Vec::new();
        for layer in &self.layers {
            layer.changes(from, to, &mut changes);
        }
        changes.extend(self.substitutes.iter().flat_map(|it| [it.start, it.end]));
        shifts(from, to, changes, |minute| self.at(minute))
    }

    /// The shifts of substitutes alone.
    pub(in crate::arms) fn substitute_shifts(&self, from: i64, to: i64) -> Vec<Shift> {
        let cut = |it: &Shift| Shift {
            contact: it.contact,
            start: it.start.max(from),
            end: it.end.min(to),
        };
        self.substitutes.iter().map(cut).filter(|it| it.start < it.end).collect()
    }
}

/// The shifts from `from` until before `to`, where whoever is on duty changes at `changes` alone.
fn shifts(
    from: i64,
    to: i64,
    mut changes: Vec<i64>,
    at: impl Fn(i64) -> Option<i64>,
) -> Vec<Shift> {
    changes.retain(|minute| (from..to).contains(minute));
    changes.push(from);
    changes.sort_unstable();
    changes.dedup();
    let ends = changes.iter().skip(1).copied().chain([to]);
    let mut all: Vec<Shift> = Vec::new();
    for (&start, end) in changes.iter().zip(ends) {
        let Some(contact) = at(start).filter(|_| start < end) else { continue };
        match all.last_mut().filter(|last| last.end == start && last.contact == contact) {
            Some(last) => last.end = end,
            None => all.push(Shift { contact, start, end }),
        }
    }
    all
}

/// The minute that a time is in; `millis` are those of the world's clock.
pub(in crate::arms) fn minute_of(millis: i64) -> i64 {
    millis.saturating_add(SHANGHAI_OFFSET).div_euclid(60_000)
}

/// `2026-01-05 09:00:00`.
pub(in crate::arms) fn time_text(minute: i64) -> String {
    shanghai_time(minute * 60_000 - SHANGHAI_OFFSET)
}

/// The number of a day, counted from the start of 1970, that `yyyy-MM-dd` is.
pub(in crate::arms) fn day_of(text: &str) -> Option<i64> {
    let found = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)?;
    Some(found.signed_duration_since(NaiveDate::default()).num_days())
}

/// `2026-01-05`.
pub(in crate::arms) fn day_text(day: i64) -> String {
    date(day * DAY * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: &str = "2026-01-05";

    fn layer(contacts: &[i64], rotation: &str, hours: i64) -> Layer {
        Layer {
            contacts: contacts.to_vec(),
            rotation: rotation.into(),
            hours,
            start: day_of(MONDAY).unwrap(),
            restrictions: Vec::new(),
        }
    }

    fn week() -> (i64, i64) {
        let from = day_of(MONDAY).unwrap() * DAY;
        (from, from + 7 * DAY)
    }

    fn shown(shifts: &[Shift]) -> Vec<String> {
        let text = |it: &Shift| {
            format!("{} {} {}", it.contact, &time_text(it.start)[5..16], &time_text(it.end)[5..16])
        };
        shifts.iter().map(text).collect()
    }

    #[test]
    fn contacts_take_turns_by_the_length_of_the_shift() {
        let (from, to) = week();
        let days = layer(&[1, 2], "DAY", 24).shifts(from, from + 3 * DAY);
        let want =
            ["1 01-05 00:00 01-06 00:00", "2 01-06 00:00 01-07 00:00", "1 01-07 00:00 01-08 00:00"];
        assert_eq!(shown(&days), want);
        let weeks = layer(&[1, 2], "WEEK", 168).shifts(from + 6 * DAY, to + DAY);
        assert_eq!(shown(&weeks), ["1 01-11 00:00 01-12 00:00", "2 01-12 00:00 01-13 00:00"]);
        let custom = layer(&[1, 2], "CUSTOM", 8).shifts(from, from + DAY);
        let want =
            ["1 01-05 00:00 01-05 08:00", "2 01-05 08:00 01-05 16:00", "1 01-05 16:00 01-06 00:00"];
        assert_eq!(shown(&custom), want);
        // Nobody is on duty before the first turn, and one contact alone has one shift.
        let one = layer(&[1], "DAY", 24).shifts(from - 2 * DAY, from + 2 * DAY);
        assert_eq!(shown(&one), ["1 01-05 00:00 01-07 00:00"]);
        assert_eq!(layer(&[], "DAY", 24).shifts(from, to), []);
    }

    #[test]
    fn restrictions_say_when_a_layer_has_somebody_on_duty() {
        let (from, to) = week();
        let mut layer = layer(&[1, 2], "DAY", 24);
        layer.restrictions = vec![Restriction { days: vec![], start: 9 * 60, end: 18 * 60 }];
        assert_eq!(shown(&layer.shifts(from, from + DAY)), ["1 01-05 09:00 01-05 18:00"]);
        // Past midnight the next contact takes over.
        layer.restrictions = vec![Restriction { days: vec![4], start: 22 * 60, end: 6 * 60 }];
        let want = ["1 01-09 22:00 01-10 00:00", "2 01-10 00:00 01-10 06:00"];
        assert_eq!(shown(&layer.shifts(from, to)), want);
    }

    #[test]
    fn a_later_layer_and_a_substitute_come_first() {
        let (from, _) = week();
        let mut second = layer(&[2], "WEEK", 168);
        second.restrictions = vec![Restriction { days: vec![], start: 9 * 60, end: 18 * 60 }];
        let stand_in = Shift { contact: 3, start: from + 17 * 60, end: from + 20 * 60 };
        let rota = Rota {
            robot: None,
            layers: vec![layer(&[1], "WEEK", 168), second],
            substitutes: vec![stand_in],
        };
        let want = [
            "1 01-05 00:00 01-05 09:00",
            "2 01-05 09:00 01-05 17:00",
            "3 01-05 17:00 01-05 20:00",
            "1 01-05 20:00 01-06 00:00",
        ];
        assert_eq!(shown(&rota.shifts(from, from + DAY)), want);
        let cut = rota.substitute_shifts(from, from + 18 * 60);
        assert_eq!(shown(&cut), ["3 01-05 17:00 01-05 18:00"]);
        assert_eq!(rota.substitute_shifts(from + DAY, from + 2 * DAY), []);
    }

    /// The shifts are those that one gets by asking for every minute.
    #[test]
    fn shifts_leave_no_change_out() {
        let (from, to) = week();
        for (hours, start, end, days) in [
            (1, 0, 0, vec![]),
            (5, 30, 29, vec![0, 2, 6]),
            (8, 600, 60, vec![]),
            (24, 1439, 1, vec![5]),
            (168, 540, 1080, vec![0, 1, 2, 3, 4]),
        ] {
            let mut first = layer(&[1, 2, 3], "CUSTOM", hours);
            first.restrictions = vec![
                Restriction { days: days.clone(), start, end },
                Restriction { days: vec![1], start: 700, end: 710 },
            ];
            let mut second = layer(&[4, 5], "CUSTOM", hours + 2);
            second.start += 1;
            second.restrictions = vec![Restriction { days, start: end, end: start }];
            let stand_in = Shift { contact: 6, start: from + 100, end: from + 3000 };
            let rota =
                Rota { robot: None, layers: vec![first, second], substitutes: vec![stand_in] };
            for (shifts, at) in [
                (rota.shifts(from - DAY, to), &(|it| rota.at(it)) as &dyn Fn(i64) -> Option<i64>),
                (rota.layers[0].shifts(from - DAY, to), &|it| rota.layers[0].at(it)),
            ] {
                for minute in from - DAY..to {
                    let found = shifts.iter().find(|it| (it.start..it.end).contains(&minute));
                    assert_eq!(found.map(|it| it.contact), at(minute), "{}", time_text(minute));
                }
            }
        }
    }

    #[test]
    fn a_day_is_written_in_ten_characters() {
        assert_eq!(day_of("1970-01-02"), Some(1));
        assert_eq!(day_text(day_of("2026-02-28").unwrap() + 1), "2026-03-01");
        for bad in ["2026-1-05", "2026-02-30", "20260105", "", "2026-01-05 "] {
            assert_eq!(day_of(bad), None, "{bad}");
        }
    }
}
