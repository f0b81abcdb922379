//! The password policy in answers. It is RAM's, with rules that RAM does not show.

use serde::Serialize;

use crate::ram::account::PasswordPolicy;

/// The answer of both actions on the policy.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    password_policy: Policy,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
#[expect(clippy::struct_excessive_bools, reason = "the fields are the vendor's")]
struct Policy {
    minimum_password_length: i64,
    minimum_password_different_character: i64,
    require_lowercase_characters: bool,
    require_uppercase_characters: bool,
    require_numbers: bool,
    require_symbols: bool,
    password_not_contain_user_name: bool,
    hard_expire: bool,
    initial_password_age: i64,
    max_password_age: i64,
    password_reuse_prevention: i64,
    max_login_attemps: i64,
    intercept_risk_password_on_api: bool,
}

impl From<PasswordPolicy> for Response {
    fn from(PasswordPolicy { rules, more }: PasswordPolicy) -> Self {
        let password_policy = Policy {
            minimum_password_length: rules.minimum_password_length,
            minimum_password_different_character: more.minimum_password_different_character,
            require_lowercase_characters: rules.require_lowercase_characters,
            require_uppercase_characters: rules.require_uppercase_characters,
            require_numbers: rules.require_numbers,
            require_symbols: rules.require_symbols,
            password_not_contain_user_name: more.password_not_contain_user_name,
            hard_expire: rules.hard_expiry,
            initial_password_age: more.initial_password_age,
            max_password_age: rules.max_password_age,
            password_reuse_prevention: rules.password_reuse_prevention,
            max_login_attemps: rules.max_login_attemps,
            intercept_risk_password_on_api: more.intercept_risk_password_on_api,
        };
        Self { password_policy }
    }
}
