//! `CreateLoginProfile` enables console logon for a user.

use serde::Serialize;

use super::{
    faults::{NO_USER, WEAK_PASSWORD},
    lookup,
    names::user_name,
    passwords,
    tables::{
        profiles::{self, Profile},
        settings,
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, shared::format::iso, text};

pub(super) struct CreateLoginProfile {
    name: String,
    password: String,
    reset_required: bool,
    mfa_required: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    login_profile: LoginProfile,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct LoginProfile {
    user_name: String,
    password_reset_required: bool,
    #[serde(rename = "MFABindRequired")]
    mfa_bind_required: bool,
    create_date: String,
}

const EXISTS: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.User.LoginProfile",
    message: "The user login profile does already EXIST.",
};

impl Action for CreateLoginProfile {
    const NAME: &'static str = "CreateLoginProfile";
    const DOC: &'static str = "Enables console logon for a RAM user.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, EXISTS, WEAK_PASSWORD];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let reset = flag("PasswordResetRequired").doc("Whether to change it at the next logon.");
        let mfa = flag("MFABindRequired").doc("Whether to bind an MFA device at the next logon.");
        Ok(Self {
            name: p.required(user_name("UserName").doc("The user."))?,
            password: p.required(text("Password").doc("The password."))?,
            reset_required: p.default(reset, false)?,
            mfa_required: p.default(mfa, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = lookup::user(cx, &self.name)?;
        let account = &cx.caller.account;
        if profiles::profile(cx.tx, account, user.seq)?.is_some() {
            return Err(EXISTS.into());
        }
        let policy = settings::password_policy(cx.tx, account)?;
        if !policy.accepts(&user.name, &self.password) {
            return Err(WEAK_PASSWORD.into());
        }
        let profile = Profile {
            password: passwords::hash_new(cx.random, &self.password),
            former: Vec::new(),
            reset_required: self.reset_required,
            mfa_required: self.mfa_required,
            made: cx.now,
        };
        profiles::put_profile(cx.tx, account, user.seq, &profile)?;
        let login_profile = LoginProfile {
            user_name: user.name,
            password_reset_required: profile.reset_required,
            mfa_bind_required: profile.mfa_required,
            create_date: iso(profile.made),
        };
        Ok(Response { login_profile })
    }
}
