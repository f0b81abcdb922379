//! The types of messages, as sets: which ones a contact or a recipient receives, and which ones nobody else
//! would.

/// Every type, as the wire spells it. The position of each is its bit in a [`MessageTypes`].
pub(crate) const NAMES: &[&str] = &[
    "ServiceMessage",
    "FaultMessage",
    "AccountExpenses",
    "SecurityMessage",
    "ActivityMessage",
    "ProductMessage",
];

/// A set of message types, as a column holds it: one bit for each of [`NAMES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MessageTypes(pub(crate) i64);

impl MessageTypes {
    /// The set of these names; other names are ignored.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let bits = names.into_iter().filter_map(|name| NAMES.iter().position(|it| *it == name));
        Self(bits.fold(0, |set, bit| set | 1 << bit))
    }

    /// Their names, in the order of [`NAMES`].
    pub(crate) fn names(self) -> Vec<&'static str> {
        let held = NAMES.iter().enumerate().filter(|(bit, _)| self.0 & (1 << bit) != 0);
        held.map(|(_, name)| *name).collect()
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in it and those in `other`.
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those in both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those in it that are not in `other`.
    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those in it that none of the `others` has: what would have no recipient without it.
    pub(crate) fn without_other_recipient(self, others: impl IntoIterator<Item = Self>) -> Self {
        Self(others.into_iter().fold(self.0, |left, other| left & !other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_names_that_it_is_made_of() {
        let set = MessageTypes::of(["SecurityMessage", "FaultMessage", "SecurityMessage", "Other"]);
        assert_eq!(set.names(), ["FaultMessage", "SecurityMessage"]);
        assert_eq!(MessageTypes::of(NAMES.iter().copied()).names(), *NAMES);
        assert!(MessageTypes::of([]).is_empty());
    }

    #[test]
    fn what_only_one_hears_of_is_what_no_other_has() {
        let alice = MessageTypes::of(["SecurityMessage", "FaultMessage", "ProductMessage"]);
        let tom = MessageTypes::of(["FaultMessage", "ServiceMessage"]);
        let eve = MessageTypes::of(["ProductMessage"]);
        assert_eq!(alice.without_other_recipient([tom, eve]).names(), ["SecurityMessage"]);
        assert_eq!(alice.without_other_recipient([]), alice);
        assert!(eve.without_other_recipient([alice, tom]).is_empty());
    }
}
