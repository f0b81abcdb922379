//! `DeleteUser` deletes a user without remaining resources.
//!
//! Assumed: the order in which it is told what a user still has.

use super::{
    lookup,
    names::user_name,
    users::{self, HAS_DEVICE, HAS_KEY, HAS_POLICY, HAS_PROFILE, IN_GROUP, NO_USER},
    views::EmptyResponse,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeleteUser {
    name: String,
}

impl Action for DeleteUser {
    const NAME: &'static str = "DeleteUser";
    const DOC: &'static str = "Deletes a RAM user.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] =
        &[NO_USER, IN_GROUP, HAS_KEY, HAS_PROFILE, HAS_DEVICE, HAS_POLICY];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(user_name("UserName").doc("The user."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let user = lookup::user(cx, &self.name)?;
        users::delete(cx, &user)?;
        Ok(EmptyResponse {})
    }
}
