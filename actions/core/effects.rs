//! The effects of a transaction, applied once it is committed.

use std::borrow::Cow;

/// Collected while a transaction runs, and applied once after its commit; a rollback discards them.
///
/// Everything that happens after a commit goes through this record, so it is the same for calls,
/// due work, the control API and links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// When the earliest work it queued is due, in milliseconds on the world's clock.
    pub due: Option<i64>,
    /// Whether identities, keys or policies may have changed.
    pub identities_changed: bool,
    /// The [ids](crate::ports::outbox::OutboxMessage::id) of the messages that it queued.
    pub messages: Vec<i64>,
    /// Whether it has written down what became of a message.
    pub messages_settled: bool,
    /// The state transitions it made.
    pub events: Vec<Event>,
    /// What the log warns of: sentences in which names of callers are quoted, without secrets.
    pub warnings: Vec<String>,
    /// What the answer of a call that goes well says in its header `x-localyun-hint`: see
    /// [`Cx::hint`](crate::Cx::hint).
    pub hint: Option<Cow<'static, str>>,
    /// How long the answer is held back once there is one, in milliseconds of the machine's time: see
    /// [`Cx::delay_answer`](crate::Cx::delay_answer).
    pub answer_delay: Option<i64>,
}

/// A resource has changed its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The [`id`](crate::Product::id) of the product.
    pub product: &'static str,
    /// The table and the column that hold the state: `cas_order`, `state`.
    pub column: (&'static str, &'static str),
    /// The state before, as the wire spells it.
    pub from: &'static str,
    /// The state after.
    pub to: &'static str,
}

impl Effects {
    /// Adds the effects of another part of the same transaction.
    pub fn merge(&mut self, other: Self) {
        if let Some(at) = other.due {
            self.due_at(at);
        }
        self.identities_changed |= other.identities_changed;
        self.messages.extend(other.messages);
        self.messages_settled |= other.messages_settled;
        self.events.extend(other.events);
        self.warnings.extend(other.warnings);
        self.hint = self.hint.take().or(other.hint);
        self.answer_delay = self.answer_delay.max(other.answer_delay);
    }

    /// Records that work due at `at` was queued.
    pub fn due_at(&mut self, at: i64) {
        self.due = Some(self.due.map_or(at, |first| first.min(at)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        let mut all = Effects { messages: vec![1], ..Effects::default() };
        all.due_at(7);
        let other = Effects {
            due: Some(5),
            identities_changed: true,
            messages: vec![2],
            warnings: vec!["x".into()],
            ..Effects::default()
        };
        all.merge(other);
        all.due_at(9);
        assert_eq!((all.due, all.identities_changed, all.messages), (Some(5), true, vec![1, 2]));
        assert_eq!(all.warnings, ["x"]);
    }
}
