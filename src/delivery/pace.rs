//! How often a world may send to a chat bot: 20 messages in a minute of its clock (modelled on the limits of the
//! platforms).

use std::collections::{HashMap, VecDeque};

/// How many messages a bot gets in a minute.
const MOST: usize = 20;
/// A minute, in milliseconds.
const MINUTE: i64 = 60_000;
/// How many bots are remembered before those that have nothing to wait for are forgotten.
const BOTS: usize = 1000;

/// When the last messages to each bot were sent.
#[derive(Default)]
pub(super) struct Pace(HashMap<String, VecDeque<i64>>);

impl Pace {
    /// Counts a message to a bot at `now`; an error with the time from which it may be sent, if that is later.
    pub(super) fn take(&mut self, bot: &str, now: i64) -> Result<(), i64> {
        // What was sent after `now` was sent before the clock was set back.
        let counts = |at: &i64| *at <= now && at.saturating_add(MINUTE) > now;
        if self.0.len() >= BOTS {
            self.0.retain(|_, sent| sent.iter().any(counts));
        }
        let sent = self.0.entry(bot.to_owned()).or_default();
        sent.retain(counts);
        match sent.front() {
            Some(first) if sent.len() >= MOST => Err(first.saturating_add(MINUTE)),
            _ => {
                sent.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bot_gets_twenty_messages_a_minute() {
        let mut pace = Pace::default();
        for n in 0..20 {
            assert_eq!(pace.take("a", 1000 + n), Ok(()));
        }
        assert_eq!(pace.take("a", 2000), Err(61_000));
        assert_eq!(pace.take("b", 2000), Ok(()), "each bot for itself");
        assert_eq!(pace.take("a", 60_999), Err(61_000));
        assert_eq!(pace.take("a", 61_000), Ok(()));
        assert_eq!(pace.take("a", 61_000), Err(61_001));
        assert_eq!(pace.take("a", 0), Ok(()), "the clock was set back");
    }
}
