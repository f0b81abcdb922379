//! `GetUser` returns a user, named by its logon name, its id or one of its keys.

use super::user_info::{self, ONE_OF, UserInfo, UserResponse};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ram::users::{self, NO_USER},
    text,
};

pub(super) struct GetUser {
    logon: Option<String>,
    id: Option<String>,
    key: Option<String>,
}

impl Action for GetUser {
    const NAME: &'static str = "GetUser";
    const DOC: &'static str = "Queries a RAM user.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserPrincipalName}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(user_info::USER);
    const FAULTS: &'static [Fault] = &[NO_USER, ONE_OF];
    type Response = UserResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            logon: p.optional(user_info::logon_name("UserPrincipalName"))?,
            id: p.optional(text("UserId").doc("The id of the user."))?,
            key: p.optional(text("UserAccessKeyId").doc("The id of one of its keys."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<UserResponse> {
        let account = &cx.caller.account;
        let found = match (&self.logon, &self.id, &self.key) {
            (Some(logon), None, None) => Some(user_info::user(cx, logon)?),
            (None, Some(id), None) => users::user_of_id(cx.tx, account, id)?,
            (None, None, Some(key)) => users::user_of_key(cx.tx, account, key)?,
            _ => return Err(ONE_OF.with("UserPrincipalName, UserId and UserAccessKeyId")),
        };
        let domain = user_info::domain(cx)?;
        Ok(UserResponse { user: UserInfo::whole(cx, &domain, found.ok_or(NO_USER)?)? })
    }
}
