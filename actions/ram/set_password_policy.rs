//! `SetPasswordPolicy` sets the password policy of the account.
//!
//! Omitted rules keep their value (observed: the CIS benchmark sets one rule at a time). Existing
//! passwords remain valid.

use serde::Serialize;

use super::{
    password_policy::{PasswordPolicy, PasswordRules},
    tables::settings,
};
use crate::{Access, Action, Cx, Params, Result, flag, int};

pub(super) struct SetPasswordPolicy {
    length: Option<i64>,
    lowercase: Option<bool>,
    uppercase: Option<bool>,
    numbers: Option<bool>,
    symbols: Option<bool>,
    hard_expiry: Option<bool>,
    max_age: Option<i64>,
    reuse_prevention: Option<i64>,
    max_attempts: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    password_policy: PasswordRules,
}

impl Action for SetPasswordPolicy {
    const NAME: &'static str = "SetPasswordPolicy";
    const DOC: &'static str = "Configures the password policy for RAM users.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let length = int("MinimumPasswordLength").range(8, 32);
        let hard = flag("HardExpiry").doc("Whether expired passwords block logon.");
        let age = int("MaxPasswordAge").range(0, 1095).doc("Days until a password expires.");
        let reuse = int("PasswordReusePrevention").range(0, 24);
        let attempts = int("MaxLoginAttemps").range(0, 32);
        let need = |name| flag(name).doc("Whether a password must contain one.");
        Ok(Self {
            length: p.optional(length.doc("Minimum length of a password."))?,
            lowercase: p.optional(need("RequireLowercaseCharacters"))?,
            uppercase: p.optional(need("RequireUppercaseCharacters"))?,
            numbers: p.optional(need("RequireNumbers"))?,
            symbols: p.optional(need("RequireSymbols"))?,
            hard_expiry: p.optional(hard)?,
            max_age: p.optional(age)?,
            reuse_prevention: p
                .optional(reuse.doc("How many previous passwords cannot be reused."))?,
            max_attempts: p.optional(attempts.doc("Failed logons allowed per hour."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let PasswordPolicy { rules: old, more } = settings::password_policy(cx.tx, account)?;
        let rules = PasswordRules {
            minimum_password_length: self.length.unwrap_or(old.minimum_password_length),
            require_lowercase_characters: self
                .lowercase
                .unwrap_or(old.require_lowercase_characters),
            require_uppercase_characters: self
                .uppercase
                .unwrap_or(old.require_uppercase_characters),
            require_numbers: self.numbers.unwrap_or(old.require_numbers),
            require_symbols: self.symbols.unwrap_or(old.require_symbols),
            hard_expiry: self.hard_expiry.unwrap_or(old.hard_expiry),
            max_password_age: self.max_age.unwrap_or(old.max_password_age),
            password_reuse_prevention: self
                .reuse_prevention
                .unwrap_or(old.password_reuse_prevention),
            max_login_attemps: self.max_attempts.unwrap_or(old.max_login_attemps),
        };
        let new = PasswordPolicy { rules, more };
        settings::put_password_policy(cx.tx, account, &new)?;
        Ok(Response { password_policy: new.rules })
    }
}
