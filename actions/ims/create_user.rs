//! `CreateUser` creates a user by its logon name in the account's domain.
//!
//! Assumed: the code for a domain that is not the account's.

use super::user_info::{self, UserInfo, UserResponse};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    ram::users::{self, NewUser, TOO_MANY, Tag, USER_EXISTS},
    text,
};

pub(super) struct CreateUser {
    logon: String,
    display: String,
    phone: String,
    email: String,
    comments: String,
    tags: Vec<Tag>,
}

const OTHER_DOMAIN: Fault =
    Fault { status: 404, code: "EntityNotExist.Domain", message: "The domain does not exist." };

const TAGS: TagReader = |p| {
    let key = text("Key").line(1, 128).doc("The key of a tag.");
    p.tags("Tag", 20, key, text("Value").line(0, 256).doc("Its value."))
};

impl Action for CreateUser {
    const NAME: &'static str = "CreateUser";
    const DOC: &'static str = "Creates a RAM user.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[USER_EXISTS, TOO_MANY, OTHER_DOMAIN];
    type Response = UserResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            logon: p.required(user_info::logon_name("UserPrincipalName"))?,
            display: p.required(text("DisplayName").line(1, 24).doc("The display name."))?,
            phone: p
                .default(user_info::phone("MobilePhone").doc("The mobile phone number."), "")?,
            email: p.default(text("Email").email().doc("The mail address."), "")?,
            comments: p.default(text("Comments").prose(1, 128).doc("A comment."), "")?,
            tags: TAGS(p)?
                .into_iter()
                .map(|(key, value)| Tag { key, value: value.unwrap_or_default() })
                .collect(),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<UserResponse> {
        let name = user_info::name_of(cx, &self.logon)?.ok_or(OTHER_DOMAIN)?;
        let user = users::create(
            cx,
            NewUser {
                name,
                display: self.display,
                phone: self.phone,
                email: self.email,
                comments: self.comments,
                tags: self.tags,
            },
        )?;
        let domain = user_info::domain(cx)?;
        Ok(UserResponse { user: UserInfo::tagged(cx, &domain, user)? })
    }
}
