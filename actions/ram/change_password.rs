//! `ChangePassword` changes the calling user's own password.
//!
//! With `AllowUserToChangePassword` in the security preference, every user may do so without a
//! policy.
//!
//! Assumed: a user without console logon is told so.

use super::{
    caller,
    faults::NO_LOGIN_PROFILE,
    passwords,
    tables::{profiles, settings},
    views::EmptyResponse,
};
use crate::{Access, Action, Cx, Fault, Params, Principal, Result, text};

pub(super) struct ChangePassword {
    old: String,
    new: String,
}

const NOT_A_USER: Fault = Fault {
    status: 400,
    code: "NotSupport.Account",
    message: "This method can be only invoked by sub user.",
};
const WRONG_PASSWORD: Fault = Fault {
    status: 400,
    code: "InvalidParameter.OldPassword.Incorrect",
    message: "The parameter - \"OldPassword\" is incorrect.",
};
const WEAK_PASSWORD: Fault = Fault {
    status: 400,
    code: "InvalidParameter.NewPassword.TooWeak",
    message: "The parameter - \"NewPassword\" is not compliant with the password policy.",
};
const REUSED_PASSWORD: Fault = Fault {
    status: 400,
    code: "InvalidParameter.NewPassword.ReusePrevention",
    message: "The parameter - \"NewPassword\" is not compliant with the reuse prevention password policy.",
};

impl Action for ChangePassword {
    const NAME: &'static str = "ChangePassword";
    const DOC: &'static str = "Changes the console password of the calling RAM user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] =
        &[NOT_A_USER, NO_LOGIN_PROFILE, WRONG_PASSWORD, WEAK_PASSWORD, REUSED_PASSWORD];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            old: p.required(text("OldPassword").doc("The current password."))?,
            new: p.required(text("NewPassword").doc("The new password."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        if !matches!(cx.caller.principal, Principal::User { .. }) {
            return Err(NOT_A_USER.into());
        }
        let user = caller::user(cx)?.ok_or(NOT_A_USER)?;
        let account = &cx.caller.account;
        let profile = profiles::profile(cx.tx, account, user.seq)?;
        let mut profile = profile.ok_or(NO_LOGIN_PROFILE)?;
        if !passwords::matches(&profile.password, &self.old) {
            return Err(WRONG_PASSWORD.into());
        }
        let policy = settings::password_policy(cx.tx, account)?;
        if !policy.accepts(&user.name, &self.new) {
            return Err(WEAK_PASSWORD.into());
        }
        if passwords::is_reused(&profile, &self.new, policy.rules.password_reuse_prevention) {
            return Err(REUSED_PASSWORD.into());
        }
        passwords::replace(cx.random, &mut profile, &self.new);
        profile.reset_required = false;
        profiles::put_profile(cx.tx, account, user.seq, &profile)?;
        Ok(EmptyResponse {})
    }
}
