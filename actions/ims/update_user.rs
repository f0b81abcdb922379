//! `UpdateUser` changes a user, named by its logon name or its id. Omitted fields keep their value;
//! empty ones are cleared.

use super::user_info::{self, ONE_OF, UserInfo, UserResponse, UserSelector};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ram::users::{self, Changes, NO_USER, USER_EXISTS},
    text,
};

pub(super) struct UpdateUser {
    selector: UserSelector,
    new_logon: Option<String>,
    display: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    comments: Option<String>,
}

impl Action for UpdateUser {
    const NAME: &'static str = "UpdateUser";
    const DOC: &'static str = "Modifies a RAM user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserPrincipalName}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(user_info::USER);
    const FAULTS: &'static [Fault] = &[NO_USER, ONE_OF, USER_EXISTS];
    type Response = UserResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let display = text("NewDisplayName").line(1, 24).keep_empty().doc("The new display name.");
        let email = text("NewEmail").email().keep_empty().doc("The new mail address.");
        let phone = user_info::phone("NewMobilePhone").keep_empty().doc("The new phone number.");
        let comments = text("NewComments").prose(1, 128).keep_empty().doc("The new comment.");
        Ok(Self {
            selector: UserSelector::read(p)?,
            new_logon: p.optional(user_info::logon_name("NewUserPrincipalName"))?,
            display: p.optional(display)?,
            phone: p.optional(phone)?,
            email: p.optional(email)?,
            comments: p.optional(comments)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<UserResponse> {
        let user = self.selector.find(cx)?;
        let name = match &self.new_logon {
            Some(logon) => Some(user_info::name_of(cx, logon)?.ok_or(NO_USER)?),
            None => None,
        };
        let to = Changes {
            name,
            display: self.display,
            phone: self.phone,
            email: self.email,
            comments: self.comments,
        };
        let user = users::update(cx, user, to)?;
        let domain = user_info::domain(cx)?;
        Ok(UserResponse { user: UserInfo::of(&domain, user) })
    }
}
