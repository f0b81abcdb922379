//! `DeleteLoginProfile` disables console logon for a user.

use super::{
    faults::{NO_LOGIN_PROFILE, NO_USER},
    lookup,
    names::user_name,
    tables::profiles,
    views::EmptyResponse,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeleteLoginProfile {
    name: String,
}

impl Action for DeleteLoginProfile {
    const NAME: &'static str = "DeleteLoginProfile";
    const DOC: &'static str = "Disables console logon for a RAM user.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_LOGIN_PROFILE];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(user_name("UserName").doc("The user."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let user = lookup::user(cx, &self.name)?;
        if !profiles::delete_profile(cx.tx, &cx.caller.account, user.seq)? {
            return Err(NO_LOGIN_PROFILE.into());
        }
        Ok(EmptyResponse {})
    }
}
