//! An address or a number of a message contact: the effective value, and the pending one.

/// The mail address, or the phone number, of a message contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ContactChannel {
    /// The value that answers show; empty for none.
    pub(crate) value: String,
    /// Whether its owner has confirmed it, so that messages go to it.
    pub(crate) confirmed: bool,
    /// The value that replaces it once it is confirmed.
    pub(crate) pending: Option<String>,
}

impl ContactChannel {
    /// Nobody has confirmed it yet.
    pub(crate) fn new(value: &str) -> Self {
        Self { value: value.to_owned(), ..Self::default() }
    }

    /// The value that waits to be confirmed.
    pub(crate) fn unconfirmed(&self) -> Option<&str> {
        let entered = (!self.confirmed && !self.value.is_empty()).then_some(self.value.as_str());
        self.pending.as_deref().or(entered)
    }

    /// The confirmed value, which messages go to.
    pub(crate) fn effective(&self) -> Option<&str> {
        self.confirmed.then_some(self.value.as_str())
    }

    /// Sets another value. If none is confirmed, it is replaced at once; if one is, it stays effective
    /// until the new one is confirmed. The effective value itself drops the pending one. `active`
    /// is whether the contact is: the first number of an active contact is pending. An empty one
    /// removes both.
    pub(crate) fn update(&mut self, value: &str, active: bool) {
        if value.is_empty() {
            *self = Self::default();
        } else if self.confirmed && self.value == value {
            self.pending = None;
        } else if self.confirmed || (active && self.value.is_empty()) {
            self.pending = Some(value.to_owned());
        } else {
            value.clone_into(&mut self.value);
        }
    }

    /// Drops the pending value: this one, or any if none is named.
    pub(crate) fn cancel(&mut self, value: Option<&str>) {
        if value.is_none() || value == self.pending.as_deref() {
            self.pending = None;
        }
    }

    /// Confirms a value; whether it was the unconfirmed one.
    pub(crate) fn confirm(&mut self, value: &str) -> bool {
        if self.unconfirmed() != Some(value) {
            return false;
        }
        *self = Self { value: value.to_owned(), confirmed: true, pending: None };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confirmed(value: &str) -> ContactChannel {
        ContactChannel { value: value.into(), confirmed: true, pending: None }
    }

    #[test]
    fn an_unconfirmed_value_is_replaced_at_once() {
        let mut mail = ContactChannel::new("a@b.c");
        assert_eq!((mail.unconfirmed(), mail.effective()), (Some("a@b.c"), None));
        mail.update("d@e.f", false);
        assert_eq!(mail, ContactChannel::new("d@e.f"));
        assert!(!mail.confirm("a@b.c"));
        assert!(mail.confirm("d@e.f"));
        assert_eq!((mail.unconfirmed(), mail.effective()), (None, Some("d@e.f")));
    }

    #[test]
    fn the_former_value_is_effective_until_the_new_one_is_confirmed() {
        let mut mail = confirmed("a@b.c");
        mail.update("d@e.f", true);
        assert_eq!((mail.effective(), mail.unconfirmed()), (Some("a@b.c"), Some("d@e.f")));
        mail.update("g@h.i", true);
        assert!(!mail.confirm("d@e.f"));
        assert_eq!(mail.value, "a@b.c");
        assert!(mail.confirm("g@h.i"));
        assert_eq!(mail, confirmed("g@h.i"));
    }

    #[test]
    fn an_update_is_cancelled_by_its_value_by_none_and_by_the_effective_value() {
        for (value, left) in [(Some("other"), Some("d@e.f")), (Some("d@e.f"), None), (None, None)] {
            let mut mail = confirmed("a@b.c");
            mail.update("d@e.f", true);
            mail.cancel(value);
            assert_eq!((mail.unconfirmed(), mail.effective()), (left, Some("a@b.c")));
        }
        let mut mail = confirmed("a@b.c");
        mail.update("d@e.f", true);
        mail.update("a@b.c", true);
        assert_eq!(mail, confirmed("a@b.c"));
    }

    #[test]
    fn an_empty_number_removes_what_there_is() {
        let mut phone = confirmed("86-13312345678");
        phone.update("86-13399999999", true);
        phone.update("", true);
        assert_eq!(phone, ContactChannel::default());
    }

    #[test]
    fn the_first_number_of_an_active_contact_is_pending() {
        let mut phone = ContactChannel::default();
        phone.update("86-13312345678", true);
        assert_eq!((phone.value.as_str(), phone.unconfirmed()), ("", Some("86-13312345678")));
        assert!(phone.confirm("86-13312345678"));
        assert_eq!(phone, confirmed("86-13312345678"));
    }
}
