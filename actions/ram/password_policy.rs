//! The password policy of an account.
//!
//! `MaxPasswordAge`, `HardExpiry`, `MaxLoginAttemps` (the vendor's spelling) and `InitialPasswordAge` apply to console
//! logon; they are only stored and returned. So is the check against passwords that have leaked.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// All rules, in the form in which they are stored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PasswordPolicy {
    #[serde(flatten)]
    pub(crate) rules: PasswordRules,
    #[serde(flatten)]
    pub(crate) more: MoreRules,
}

/// The rules that only IMS shows and sets.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct MoreRules {
    /// How many different characters a password has at least.
    pub(crate) minimum_password_different_character: i64,
    pub(crate) password_not_contain_user_name: bool,
    /// Days until a password that was never used expires.
    pub(crate) initial_password_age: i64,
    pub(crate) intercept_risk_password_on_api: bool,
}

impl Default for MoreRules {
    fn default() -> Self {
        Self {
            minimum_password_different_character: 0,
            password_not_contain_user_name: false,
            initial_password_age: 14,
            intercept_risk_password_on_api: false,
        }
    }
}

/// The rules of both products, in the form in which RAM returns them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are the vendor's")]
pub(crate) struct PasswordRules {
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

impl Default for PasswordRules {
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
    /// Whether a password of the user called `user` is long and varied enough. Its name counts in any case
    /// (assumed).
    pub(crate) fn accepts(&self, user: &str, password: &str) -> bool {
        let PasswordRules { minimum_password_length: length, .. } = self.rules;
        let different: HashSet<char> = password.chars().collect();
        let has = |wanted: bool, kind: fn(char) -> bool| !wanted || password.chars().any(kind);
        let has_name = || password.to_lowercase().contains(&user.to_lowercase());
        count(password.chars().count()) >= length
            && count(different.len()) >= self.more.minimum_password_different_character
            && !(self.more.password_not_contain_user_name && has_name())
            && has(self.rules.require_lowercase_characters, |c| c.is_ascii_lowercase())
            && has(self.rules.require_uppercase_characters, |c| c.is_ascii_uppercase())
            && has(self.rules.require_numbers, |c| c.is_ascii_digit())
            && has(self.rules.require_symbols, |c| c.is_ascii_punctuation())
    }
}

fn count(characters: usize) -> i64 {
    i64::try_from(characters).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_obeys_each_rule() {
        let mut policy = PasswordPolicy::default();
        let accepts = |policy: &PasswordPolicy, it| policy.accepts("Word", it);
        assert!(accepts(&policy, "password"));
        assert!(!accepts(&policy, "passwor"));
        policy.rules.require_uppercase_characters = true;
        assert!(!accepts(&policy, "password"));
        policy.rules.require_numbers = true;
        assert!(!accepts(&policy, "Password"));
        policy.rules.require_symbols = true;
        assert!(!accepts(&policy, "Passw0rd"));
        policy.rules.require_lowercase_characters = true;
        assert!(!accepts(&policy, "PASSW0RD!"));
        assert!(accepts(&policy, "Passw0rd!"));
        policy.more.minimum_password_different_character = 8;
        assert!(accepts(&policy, "Passw0rd!"));
        assert!(!accepts(&policy, "Passw0ss!"));
        assert!(accepts(&policy, "P1aswORD!"));
        policy.more.password_not_contain_user_name = true;
        assert!(!accepts(&policy, "P1aswORD!"));
    }

    #[test]
    fn a_policy_that_was_stored_without_a_rule_has_its_default() {
        let old: PasswordPolicy = serde_json::from_str(r#"{"MinimumPasswordLength":12}"#).unwrap();
        assert_eq!((old.rules.minimum_password_length, old.more.initial_password_age), (12, 14));
    }
}
