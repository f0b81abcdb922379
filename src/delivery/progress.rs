//! What becomes of a message after an attempt: a pure function of what came of it.

use actions::ports::{
    delivery::{Delivery, DeliveryState},
    outbox::Channel,
};

/// How long the first retry waits, in milliseconds on the world's clock; each further one waits three times as long.
const FIRST_RETRY: i64 = 10_000;

/// How often a request to a chat bot is tried (modelled).
const ROBOT_ATTEMPTS: i64 = 3;

/// How often anything else is tried: once, and three retries, as CloudMonitor does with webhooks (documented).
const ATTEMPTS: i64 = 4;

/// How long the retries of a receipt wait, each after the attempt before it (documented: after 1, 5 and 10 minutes).
const RECEIPT_RETRIES: [i64; 3] = [60_000, 300_000, 600_000];

/// What came of an attempt to deliver a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Its receiver has accepted it.
    Accepted,
    /// It was not accepted, and may be the next time.
    Failed(String),
    /// It was not accepted because too much was sent; it may be tried again after so many milliseconds.
    Limited(String, i64),
    /// It will never be accepted.
    Refused(String),
    /// It cannot be sent any more, and was not.
    Outdated(String),
    /// It may not be sent, and was not.
    NotAllowed(String),
    /// It is to be sent at this time, and was not yet.
    Postponed(String, i64),
}

/// How often a message by the channel of this name is tried.
fn most(channel: &str) -> i64 {
    if channel == Channel::Robot.name() { ROBOT_ATTEMPTS } else { ATTEMPTS }
}

/// How long the retry waits after so many attempts.
fn retry(channel: &str, attempts: i64) -> i64 {
    let before = attempts - 1;
    if channel == Channel::Receipt.name() {
        let wait = usize::try_from(before).ok().and_then(|at| RECEIPT_RETRIES.get(at));
        return wait.copied().unwrap_or(FIRST_RETRY);
    }
    // There are so few attempts that it does not overflow.
    let tripled = u32::try_from(before).map_or(1, |it| 3_i64.saturating_pow(it));
    FIRST_RETRY.saturating_mul(tripled)
}

/// How far the delivery of a message by a channel is after an attempt that ended at `now`.
pub(super) fn after(before: &Delivery, channel: &str, outcome: Outcome, now: i64) -> Delivery {
    let attempts = before.attempts.saturating_add(1);
    let key = before.key.clone();
    let ended = |state, attempts, last_error, at| Delivery {
        state,
        attempts,
        next: None,
        last_error,
        at,
        key: key.clone(),
    };
    let waiting = |attempts, why, next| Delivery {
        next: Some(next),
        ..ended(DeliveryState::Waiting, attempts, Some(why), None)
    };
    let failed = |why: String, least: i64| {
        if attempts >= most(channel) {
            return ended(DeliveryState::Dead, attempts, Some(why), None);
        }
        let wait = retry(channel, attempts).max(least);
        waiting(attempts, why, now.saturating_add(wait))
    };
    match outcome {
        Outcome::Accepted => ended(DeliveryState::Delivered, attempts, None, Some(now)),
        Outcome::Failed(why) => failed(why, 0),
        Outcome::Limited(why, least) => failed(why, least),
        Outcome::Refused(why) => ended(DeliveryState::Dead, attempts, Some(why), None),
        Outcome::Outdated(why) => ended(DeliveryState::Dead, before.attempts, Some(why), None),
        Outcome::NotAllowed(why) => {
            ended(DeliveryState::Recorded, before.attempts, Some(why), None)
        }
        Outcome::Postponed(why, at) => waiting(before.attempts, why, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> Delivery {
        Delivery {
            state: DeliveryState::Waiting,
            next: Some(0),
            key: Some("k".into()),
            ..Delivery::default()
        }
    }

    /// The times of all attempts, if each fails in this way at once.
    fn tries(channel: Channel, outcome: &Outcome) -> (Vec<i64>, Delivery) {
        let (mut it, mut times) = (new(), Vec::new());
        while let Some(next) = it.next {
            times.push(next);
            it = after(&it, channel.name(), outcome.clone(), next);
            assert_eq!(it.key.as_deref(), Some("k"), "the id stays");
        }
        (times, it)
    }

    #[test]
    fn what_fails_is_tried_again_ever_later_and_then_is_dead() {
        let failed = Outcome::Failed("down".into());
        let (times, end) = tries(Channel::Mail, &failed);
        assert_eq!(times, [0, 10_000, 40_000, 130_000]);
        assert_eq!((end.state, end.attempts), (DeliveryState::Dead, 4));
        assert_eq!(end.last_error.as_deref(), Some("down"));
        assert_eq!(tries(Channel::Webhook, &failed).0.len(), 4, "three retries");
        assert_eq!(tries(Channel::Robot, &failed).0, [0, 10_000, 40_000]);
        assert_eq!(tries(Channel::Receipt, &failed).0, [0, 60_000, 360_000, 960_000]);
    }

    #[test]
    fn a_rate_limit_is_waited_for() {
        let limited = Outcome::Limited("too fast".into(), 60_000);
        assert_eq!(tries(Channel::Robot, &limited).0, [0, 60_000, 120_000]);
    }

    #[test]
    fn what_was_not_sent_is_no_attempt() {
        let after = |outcome| after(&new(), "robot", outcome, 5);
        let it = after(Outcome::NotAllowed("no".into()));
        assert_eq!((it.state, it.attempts, it.next), (DeliveryState::Recorded, 0, None));
        let it = after(Outcome::Outdated("old".into()));
        assert_eq!((it.state, it.attempts, it.next), (DeliveryState::Dead, 0, None));
        let it = after(Outcome::Postponed("later".into(), 9));
        assert_eq!((it.state, it.attempts, it.next), (DeliveryState::Waiting, 0, Some(9)));
    }

    #[test]
    fn an_answer_ends_it() {
        let it = after(&new(), "mail", Outcome::Accepted, 5);
        let want = (DeliveryState::Delivered, 1, None, None, Some(5));
        assert_eq!((it.state, it.attempts, it.next, it.last_error, it.at), want);
        let it = after(&new(), "mail", Outcome::Refused("550".into()), 5);
        assert_eq!((it.state, it.attempts, it.next), (DeliveryState::Dead, 1, None));
    }
}
