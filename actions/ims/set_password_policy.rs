//! `SetPasswordPolicy` sets the password policy of the account, which is RAM's.
//!
//! Assumed: omitted rules keep their value, as in RAM.

use super::password_rules::Response;
use crate::{
    Access, Action, Cx, Params, Result, flag, int,
    ram::account::{self, MoreRules, PasswordPolicy, PasswordRules},
};

pub(super) struct SetPasswordPolicy {
    length: Option<i64>,
    different: Option<i64>,
    lowercase: Option<bool>,
    uppercase: Option<bool>,
    numbers: Option<bool>,
    symbols: Option<bool>,
    no_user_name: Option<bool>,
    hard_expire: Option<bool>,
    initial_age: Option<i64>,
    max_age: Option<i64>,
    reuse_prevention: Option<i64>,
    max_attempts: Option<i64>,
    intercept: Option<bool>,
}

impl Action for SetPasswordPolicy {
    const NAME: &'static str = "SetPasswordPolicy";
    const DOC: &'static str = "Configures the password policy of RAM users.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let length = int("MinimumPasswordLength").range(8, 32).doc("Minimum length of a password.");
        let different = int("MinimumPasswordDifferentCharacter").range(0, 8);
        let need = |name| flag(name).doc("Whether a password must contain one.");
        let user_name = flag("PasswordNotContainUserName");
        let hard = flag("HardExpire").doc("Whether expired passwords block logon.");
        let initial = int("InitialPasswordAge").range(0, 90);
        let age = int("MaxPasswordAge").range(0, 1095).doc("Days until a password expires.");
        let reuse = int("PasswordReusePrevention").range(0, 24);
        let attempts = int("MaxLoginAttemps").range(0, 32).doc("Failed logons allowed per hour.");
        let intercept = flag("InterceptRiskPasswordOnApi");
        Ok(Self {
            length: p.optional(length)?,
            different: p.optional(
                different.doc("How many different characters a password has at least."),
            )?,
            lowercase: p.optional(need("RequireLowercaseCharacters"))?,
            uppercase: p.optional(need("RequireUppercaseCharacters"))?,
            numbers: p.optional(need("RequireNumbers"))?,
            symbols: p.optional(need("RequireSymbols"))?,
            no_user_name: p
                .optional(user_name.doc("Whether a password must not contain the user's name."))?,
            hard_expire: p.optional(hard)?,
            initial_age: p
                .optional(initial.doc("Days until a password that was never used expires."))?,
            max_age: p.optional(age)?,
            reuse_prevention: p
                .optional(reuse.doc("How many previous passwords cannot be reused."))?,
            max_attempts: p.optional(attempts)?,
            intercept: p.optional(
                intercept.doc("Whether calls are refused that set a password which has leaked."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let PasswordPolicy { rules: old, more } = account::password_policy(cx.tx, account)?;
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
            hard_expiry: self.hard_expire.unwrap_or(old.hard_expiry),
            max_password_age: self.max_age.unwrap_or(old.max_password_age),
            password_reuse_prevention: self
                .reuse_prevention
                .unwrap_or(old.password_reuse_prevention),
            max_login_attemps: self.max_attempts.unwrap_or(old.max_login_attemps),
        };
        let more = MoreRules {
            minimum_password_different_character: self
                .different
                .unwrap_or(more.minimum_password_different_character),
            password_not_contain_user_name: self
                .no_user_name
                .unwrap_or(more.password_not_contain_user_name),
            initial_password_age: self.initial_age.unwrap_or(more.initial_password_age),
            intercept_risk_password_on_api: self
                .intercept
                .unwrap_or(more.intercept_risk_password_on_api),
        };
        let new = PasswordPolicy { rules, more };
        account::put_password_policy(cx.tx, account, &new)?;
        Ok(new.into())
    }
}
