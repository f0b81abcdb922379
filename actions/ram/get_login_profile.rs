//! `GetLoginProfile` returns the console logon settings of a user, without the password.

use serde::Serialize;

use super::{
    faults::{NO_LOGIN_PROFILE, NO_USER},
    lookup,
    names::user_name,
    tables::profiles,
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::format::iso};

pub(super) struct GetLoginProfile {
    name: String,
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

impl Action for GetLoginProfile {
    const NAME: &'static str = "GetLoginProfile";
    const DOC: &'static str = "Queries the logon configurations of a RAM user.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_LOGIN_PROFILE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(user_name("UserName").doc("The user."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = lookup::user(cx, &self.name)?;
        let profile = profiles::profile(cx.tx, &cx.caller.account, user.seq)?;
        let profile = profile.ok_or(NO_LOGIN_PROFILE)?;
        let login_profile = LoginProfile {
            user_name: user.name,
            password_reset_required: profile.reset_required,
            mfa_bind_required: profile.mfa_required,
            create_date: iso(profile.made),
        };
        Ok(Response { login_profile })
    }
}
