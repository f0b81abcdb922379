//! How many messages a chat bot takes in a time.

use std::collections::VecDeque;

const MINUTE: i64 = 60_000;
const SECOND: i64 = 1000;

/// What a bot takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    pub(super) per_minute: u32,
    pub(super) per_second: Option<u32>,
    /// For how long it takes nothing after there were too many, in milliseconds.
    pub(super) pause: i64,
}

/// The messages that a bot has taken within the last minute.
#[derive(Debug, Default)]
pub(super) struct Rate {
    taken: VecDeque<i64>,
    paused_at: Option<i64>,
}

impl Rate {
    /// Whether one more is taken at `now`, on the world's clock. A clock that was moved back leaves what came later out.
    pub(super) fn take(&mut self, now: i64, limit: Limit) -> bool {
        let within = |at: i64, length: i64| at <= now && now - at < length;
        self.taken.retain(|at| within(*at, MINUTE));
        self.paused_at = self.paused_at.filter(|at| within(*at, limit.pause));
        if self.paused_at.is_some() {
            return false;
        }
        let most = |of: u32| usize::try_from(of).unwrap_or(usize::MAX);
        let last_second = self.taken.iter().filter(|at| within(**at, SECOND)).count();
        if self.taken.len() >= most(limit.per_minute)
            || limit.per_second.is_some_and(|it| last_second >= most(it))
        {
            self.paused_at = Some(now);
            return false;
        }
        self.taken.push_back(now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_room_for_so_many_and_too_many_may_pause_all() {
        let limit = Limit { per_minute: 2, per_second: None, pause: 0 };
        let mut rate = Rate::default();
        let taken = [0, 1, 2, 59_999, 60_000, 60_001].map(|at| rate.take(at, limit));
        assert_eq!(taken, [true, true, false, false, true, true]);
        let (limit, mut rate) = (Limit { pause: 600_000, ..limit }, Rate::default());
        let taken = [0, 1, 2, 60_002, 600_001, 600_002].map(|at| rate.take(at, limit));
        assert_eq!(taken, [true, true, false, false, false, true]);
        // The clock goes back to before it all.
        assert!(rate.take(-1, limit));
    }

    #[test]
    fn a_second_has_its_own_room() {
        let limit = Limit { per_minute: 3, per_second: Some(1), pause: 0 };
        let mut rate = Rate::default();
        let taken = [0, 999, 1000, 2000, 3000].map(|at| rate.take(at, limit));
        assert_eq!(taken, [true, false, true, true, false]);
    }
}
