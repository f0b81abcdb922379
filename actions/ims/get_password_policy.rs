//! `GetPasswordPolicy` returns the password policy of the account.
//!
//! It is RAM's policy. Rules that only this product has are at their defaults.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, ram::account};

pub(super) struct GetPasswordPolicy;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    password_policy: Policy,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
#[expect(clippy::struct_excessive_bools, reason = "the fields are the vendor's")]
pub(super) struct Policy {
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

impl Action for GetPasswordPolicy {
    const NAME: &'static str = "GetPasswordPolicy";
    const DOC: &'static str = "Queries the password policy of RAM users.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let p = account::password_policy(cx.tx, &cx.caller.account)?;
        let password_policy = Policy {
            minimum_password_length: p.minimum_password_length,
            minimum_password_different_character: 0,
            require_lowercase_characters: p.require_lowercase_characters,
            require_uppercase_characters: p.require_uppercase_characters,
            require_numbers: p.require_numbers,
            require_symbols: p.require_symbols,
            password_not_contain_user_name: false,
            hard_expire: p.hard_expiry,
            initial_password_age: 0,
            max_password_age: p.max_password_age,
            password_reuse_prevention: p.password_reuse_prevention,
            max_login_attemps: p.max_login_attemps,
            intercept_risk_password_on_api: false,
        };
        Ok(Response { password_policy })
    }
}
