//! What an account may do only so often on a calendar day, such as have codes sent.

use super::tables::daily_counts;
use crate::{Cx, Result};

const HOUR: i64 = 60 * 60 * 1000;
/// How far the vendor's clock is ahead of UTC: Asia/Shanghai has no summer time.
const AHEAD: i64 = 8 * HOUR;

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

/// The number of the day in Asia/Shanghai that this time is in.
fn day(now: i64) -> i64 {
    now.saturating_add(AHEAD).div_euclid(24 * HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        let midnight = 16 * HOUR; // of 1970-01-02 there
        assert_eq!((day(0), day(midnight - 1), day(midnight)), (0, 0, 1));
        assert_eq!(day(midnight + 24 * HOUR - 1), 1);
    }
}
