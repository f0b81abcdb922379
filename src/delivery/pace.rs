//! How often a world may send to a chat bot: 20 messages in a minute of its clock (modelled on the limits of the
//! platforms), and nothing for a while after it has said that this was too much.

use std::collections::{HashMap, VecDeque};

/// How many messages a bot gets in a minute.
const MOST: usize = 20;
/// A minute, in milliseconds.
const MINUTE: i64 = 60_000;
/// How many bots are remembered before those that have nothing to wait for are forgotten.
const BOTS: usize = 1000;

/// What was sent to a bot, and what it said of that.
#[derive(Default)]
struct Bot {
    /// When the last messages were sent.
    sent: VecDeque<i64>,
    /// When it said that too much was sent, and until when it gets no more.
    paused: Option<(i64, i64)>,
}

impl Bot {
    /// Forgets what is over. What happened after `now` happened before the clock was set back.
    fn forget(&mut self, now: i64) {
        self.sent.retain(|at| *at <= now && at.saturating_add(MINUTE) > now);
        self.paused = self.paused.filter(|(from, until)| *from <= now && *until > now);
    }

    fn is_idle(&self) -> bool {
        self.sent.is_empty() && self.paused.is_none()
    }
}

/// The bots of a world that messages were sent to.
#[derive(Default)]
pub(super) struct Pace(HashMap<String, Bot>);

impl Pace {
    /// Counts a message to a bot at `now`; an error with the time from which it may be sent, if that is later, and the
    /// reason.
    pub(super) fn take(&mut self, bot: &str, now: i64) -> Result<(), (i64, &'static str)> {
        if self.0.len() >= BOTS {
            self.0.retain(|_, bot| {
                bot.forget(now);
                !bot.is_idle()
            });
        }
        let bot = self.0.entry(bot.to_owned()).or_default();
        bot.forget(now);
        if let Some((_, until)) = bot.paused {
            return Err((until, "this bot has said that too much was sent to it"));
        }
        match bot.sent.front() {
            Some(first) if bot.sent.len() >= MOST => Err((
                first.saturating_add(MINUTE),
                "this bot was sent 20 messages in a minute; more wait",
            )),
            _ => {
                bot.sent.push_back(now);
                Ok(())
            }
        }
    }

    /// Has a bot get nothing for so many milliseconds from `now` on.
    pub(super) fn pause(&mut self, bot: &str, now: i64, wait: i64) {
        if let Some(bot) = self.0.get_mut(bot) {
            bot.paused = Some((now, now.saturating_add(wait)));
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
        let next = |pace: &mut Pace, bot, now| pace.take(bot, now).map_err(|(at, _)| at);
        assert_eq!(next(&mut pace, "a", 2000), Err(61_000));
        assert_eq!(pace.take("b", 2000), Ok(()), "each bot for itself");
        assert_eq!(next(&mut pace, "a", 60_999), Err(61_000));
        assert_eq!(pace.take("a", 61_000), Ok(()));
        assert_eq!(next(&mut pace, "a", 61_000), Err(61_001));
        assert_eq!(pace.take("a", 0), Ok(()), "the clock was set back");
    }

    #[test]
    fn a_bot_that_got_too_much_gets_nothing_for_a_while() {
        let mut pace = Pace::default();
        assert_eq!(pace.take("a", 0), Ok(()));
        pace.pause("a", 10, 600_000);
        let why = "this bot has said that too much was sent to it";
        assert_eq!(pace.take("a", 10), Err((600_010, why)));
        assert_eq!(pace.take("b", 10), Ok(()), "each bot for itself");
        assert_eq!(pace.take("a", 600_009), Err((600_010, why)));
        assert_eq!(pace.take("a", 600_010), Ok(()));
        pace.pause("a", 600_010, 60_000);
        assert_eq!(pace.take("a", 5), Ok(()), "the clock was set back");
    }
}
