//! `UpdateLoginProfile` changes the console logon settings of a user. Omitted fields keep their
//! value.
//!
//! The password obeys the password policy. Previous passwords may be set again: the vendor
//! documents reuse prevention only for `ChangePassword`.

use super::{
    faults::{NO_LOGIN_PROFILE, NO_USER, WEAK_PASSWORD},
    lookup,
    names::user_name,
    passwords,
    tables::{profiles, settings},
    views::EmptyResponse,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(super) struct UpdateLoginProfile {
    name: String,
    password: Option<String>,
    reset_required: Option<bool>,
    mfa_required: Option<bool>,
}

impl Action for UpdateLoginProfile {
    const NAME: &'static str = "UpdateLoginProfile";
    const DOC: &'static str = "Modifies the logon configurations of a RAM user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_LOGIN_PROFILE, WEAK_PASSWORD];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let reset = flag("PasswordResetRequired").doc("Whether to change it at the next logon.");
        let mfa = flag("MFABindRequired").doc("Whether to bind an MFA device at the next logon.");
        Ok(Self {
            name: p.required(user_name("UserName").doc("The user."))?,
            password: p.optional(text("Password").doc("The new password."))?,
            reset_required: p.optional(reset)?,
            mfa_required: p.optional(mfa)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let user = lookup::user(cx, &self.name)?;
        let account = &cx.caller.account;
        let profile = profiles::profile(cx.tx, account, user.seq)?;
        let mut profile = profile.ok_or(NO_LOGIN_PROFILE)?;
        if let Some(password) = self.password {
            let policy = settings::password_policy(cx.tx, account)?;
            if !policy.accepts(&user.name, &password) {
                return Err(WEAK_PASSWORD.into());
            }
            passwords::replace(cx.random, &mut profile, &password);
        }
        profile.reset_required = self.reset_required.unwrap_or(profile.reset_required);
        profile.mfa_required = self.mfa_required.unwrap_or(profile.mfa_required);
        profiles::put_profile(cx.tx, account, user.seq, &profile)?;
        Ok(EmptyResponse {})
    }
}
