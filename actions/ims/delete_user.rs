//! `DeleteUser` deletes a user without remaining resources, named by its logon name or its id.
//!
//! Conflicts are the same as in RAM's action.
//!
//! Assumed: the conflicts are those of RAM.

use serde::Serialize;

use super::user_info::{ONE_OF, USER, UserSelector};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ram::users::{self, HAS_DEVICE, HAS_KEY, HAS_POLICY, HAS_PROFILE, IN_GROUP, NO_USER},
};

pub(super) struct DeleteUser {
    selector: UserSelector,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DeleteUser {
    const NAME: &'static str = "DeleteUser";
    const DOC: &'static str = "Deletes a RAM user.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserPrincipalName}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(USER);
    const FAULTS: &'static [Fault] =
        &[NO_USER, ONE_OF, IN_GROUP, HAS_KEY, HAS_PROFILE, HAS_DEVICE, HAS_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { selector: UserSelector::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = self.selector.find(cx)?;
        users::delete(cx, &user)?;
        Ok(Response {})
    }
}
