//! What an account may do only so often on a calendar day, such as have codes sent.
//!
//! Assumed: a day is one of Asia/Shanghai.

use super::tables::daily_counts;
use crate::{
    Cx, Result,
    shared::{format::SHANGHAI_OFFSET, verification::DAY},
};

/// Counts one more of this kind for the caller's account, unless it has had `most` (1 or more) on this
/// calendar day of Asia/Shanghai. Returns whether there was room for it. A call that fails afterwards
/// is not counted.
pub(in crate::resourcedirectory) fn count(
    cx: &mut Cx<'_>,
    kind: &'static str,
    most: i64,
) -> Result<bool> {
    Ok(daily_counts::add(cx.tx, &cx.caller.account, kind, day(cx.now), most)?)
}

/// When the calendar day of Asia/Shanghai that this time is in began.
pub(in crate::resourcedirectory) fn start_of_day(now: i64) -> i64 {
    day(now) * DAY - SHANGHAI_OFFSET
}

/// The number of the day in Asia/Shanghai that this time is in.
fn day(now: i64) -> i64 {
    now.saturating_add(SHANGHAI_OFFSET).div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        // 2026-01-01T00:00:00Z, eight in the morning there.
        let new_year = 1_767_225_600_000;
        let began = new_year - SHANGHAI_OFFSET;
        for (now, start) in [
            (new_year, began),
            (began, began),
            (began - 1, began - DAY),
            (began + DAY - 1, began),
            (began + DAY, began + DAY),
        ] {
            assert_eq!(start_of_day(now), start);
            assert_eq!(day(now), day(start));
        }
        assert_eq!(day(began - 1) + 1, day(began));
    }
}
