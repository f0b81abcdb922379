//! What follows from a transaction once it is committed.

/// Gathered while a transaction runs, and applied once, after its commit: if the work is undone, it has none.
///
/// Whatever is to happen after a commit hangs on this record and nowhere else, so it happens alike for calls,
/// due work, the control API and links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// When the first piece of the work that it queued is due, in milliseconds on the world's clock.
    pub due: Option<i64>,
    /// Whether it may have changed who may do what.
    pub identities_changed: bool,
    /// The [ids](crate::ports::outbox::OutboxMessage::id) of the messages that it queued.
    pub messages: Vec<i64>,
    /// The states that it changed.
    pub events: Vec<Event>,
}

/// A thing has passed from one state to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The [`id`](crate::Product::id) of the product.
    pub product: &'static str,
    /// What kind of thing: `order`.
    pub kind: &'static str,
    /// Which one, as the product's answers name it.
    pub subject: String,
    /// The state before, as the wire spells it.
    pub from: &'static str,
    /// The state after.
    pub to: &'static str,
}

impl Effects {
    /// Adds those of another part of the same transaction.
    pub fn merge(&mut self, other: Self) {
        if let Some(at) = other.due {
            self.due_at(at);
        }
        self.identities_changed |= other.identities_changed;
        self.messages.extend(other.messages);
        self.events.extend(other.events);
    }

    /// Work has been queued that is due at `at`.
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
            ..Effects::default()
        };
        all.merge(other);
        all.due_at(9);
        assert_eq!((all.due, all.identities_changed, all.messages), (Some(5), true, vec![1, 2]));
    }
}
