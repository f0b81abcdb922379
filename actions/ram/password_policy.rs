//! The password policy of an account.
//!
//! `MaxPasswordAge`, `HardExpiry` and `MaxLoginAttemps` (the vendor's spelling) apply to console
//! logon; they are only stored and returned.

use serde::{Deserialize, Serialize};

/// The rules, in the form in which they are stored and returned.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are the vendor's")]
pub(crate) struct PasswordPolicy {
    pub(crate) minimum_password_length: i64,
    pub(crate) require_lowercase_characters: bool,
    pub(crate) require_uppercase_characters: bool,
    pub(crate) require_numbers: bool,
    pub(crate) require_symbols: bool,
    pub(crate) hard_expiry: bool,
    /// Days; 0 for no limit.
    pub(crate) max_password_age: i64,
    /// How many previous passwords cannot be reused.
    pub(crate) password_reuse_prevention: i64,
    /// Per hour; 0 for no limit.
    pub(crate) max_login_attemps: i64,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            minimum_password_length: 8,
            require_lowercase_characters: false,
            require_uppercase_characters: false,
            require_numbers: false,
            require_symbols: false,
            hard_expiry: false,
            max_password_age: 0,
            password_reuse_prevention: 0,
            max_login_attemps: 0,
        }
    }
}

impl PasswordPolicy {
    /// Whether a password is long and varied enough.
    pub(crate) fn accepts(&self, password: &str) -> bool {
        let has = |wanted: bool, kind: fn(char) -> bool| !wanted || password.chars().any(kind);
        let length = i64::try_from(password.chars().count()).unwrap_or(i64::MAX);
        length >= self.minimum_password_length
            && has(self.require_lowercase_characters, |c| c.is_ascii_lowercase())
            && has(self.require_uppercase_characters, |c| c.is_ascii_uppercase())
            && has(self.require_numbers, |c| c.is_ascii_digit())
            && has(self.require_symbols, |c| c.is_ascii_punctuation())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_obeys_each_rule() {
        let mut policy = PasswordPolicy::default();
        assert!(policy.accepts("password"));
        assert!(!policy.accepts("passwor"));
        policy.require_uppercase_characters = true;
        assert!(!policy.accepts("password"));
        policy.require_numbers = true;
        assert!(!policy.accepts("Password"));
        policy.require_symbols = true;
        assert!(!policy.accepts("Passw0rd"));
        policy.require_lowercase_characters = true;
        assert!(!policy.accepts("PASSW0RD!"));
        assert!(policy.accepts("Passw0rd!"));
    }
}
