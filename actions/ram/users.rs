//! Creating, changing and deleting users, shared by RAM (by user name) and IMS (by logon name).

pub(crate) use super::tables::{
    tags::Tag,
    users::{User, list_users, user, user_of_id},
};
use super::{
    identity,
    tables::{devices, groups, keys, profiles, tags, users},
};
use crate::{
    Cx, Fault, Principal, Result,
    policy::{self, Request},
    ports::store::{self, Tx},
    request::page::CursorPage,
    shared::ids,
};

/// Maximum number of users in an account.
const LIMIT: i64 = 5000;

pub(crate) const NO_USER: Fault =
    Fault { status: 404, code: "EntityNotExist.User", message: "The user does not exist." };

pub(crate) const USER_EXISTS: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.User",
    message: "The user does already EXIST.",
};

pub(crate) const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.User",
    message: "The count of users beyond the current limits.",
};

const fn conflict(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 409, code, message }
}

pub(crate) const IN_GROUP: Fault = conflict(
    "DeleteConflict.User.Group",
    "The user CAN NOT be in any group while deleting the user.",
);
pub(crate) const HAS_KEY: Fault = conflict(
    "DeleteConflict.User.AccessKey",
    "The user CAN NOT has any access key while deleting the user.",
);
pub(crate) const HAS_PROFILE: Fault = conflict(
    "DeleteConflict.User.LoginProfile",
    "The user CAN NOT has any login profile while deleting the user.",
);
pub(crate) const HAS_DEVICE: Fault = conflict(
    "DeleteConflict.User.MFADevice",
    "The user CAN NOT has any mfa device while deleting the user.",
);
pub(crate) const HAS_POLICY: Fault = conflict(
    "DeleteConflict.User.Policy",
    "The user CAN NOT has any attached policy while deleting the user.",
);

/// The fields of a new user.
pub(crate) struct NewUser {
    pub(crate) name: String,
    pub(crate) display: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) comments: String,
    pub(crate) tags: Vec<Tag>,
}

/// Changes to a user; `None` keeps the value.
pub(crate) struct Changes {
    pub(crate) name: Option<String>,
    pub(crate) display: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) comments: Option<String>,
}

/// Creates a user in the caller's account. Names are unique ignoring case.
pub(crate) fn create(cx: &mut Cx<'_>, new: NewUser) -> Result<User> {
    let account = &cx.caller.account;
    if user(cx.tx, account, &new.name)?.is_some() {
        return Err(USER_EXISTS.into());
    }
    if users::count_users(cx.tx, account)? >= LIMIT {
        return Err(TOO_MANY.into());
    }
    let mut made = User {
        seq: 0,
        id: format!("2{}", ids::digits(cx.random, 17)),
        name: new.name,
        display: new.display,
        phone: new.phone,
        email: new.email,
        comments: new.comments,
        made: cx.now,
        changed: cx.now,
        last_login: None,
        provision: "Manual".into(),
    };
    users::put_user(cx.tx, account, &mut made)?;
    tags::put(cx.tx, account, (tags::USER, made.seq), &new.tags)?;
    Ok(made)
}

/// Changes a user of the caller's account and returns it.
pub(crate) fn update(cx: &mut Cx<'_>, mut user: User, to: Changes) -> Result<User> {
    let account = &cx.caller.account;
    if let Some(name) = to.name {
        let holder = users::user(cx.tx, account, &name)?;
        if holder.is_some_and(|holder| holder.seq != user.seq) {
            return Err(USER_EXISTS.into());
        }
        user.name = name;
    }
    user.display = to.display.unwrap_or(user.display);
    user.phone = to.phone.unwrap_or(user.phone);
    user.email = to.email.unwrap_or(user.email);
    user.comments = to.comments.unwrap_or(user.comments);
    user.changed = cx.now;
    users::put_user(cx.tx, account, &mut user)?;
    Ok(user)
}

/// Deletes a user of the caller's account that has no remaining resources, which are checked in the
/// order of the vendor's table.
pub(crate) fn delete(cx: &mut Cx<'_>, user: &User) -> Result<()> {
    let account = &cx.caller.account;
    if !groups::groups_of(cx.tx, account, user.seq)?.is_empty() {
        return Err(IN_GROUP.into());
    }
    if !keys::keys_of(cx.tx, account, Some(user.seq))?.is_empty() {
        return Err(HAS_KEY.into());
    }
    if profiles::profile(cx.tx, account, user.seq)?.is_some() {
        return Err(HAS_PROFILE.into());
    }
    if devices::device_of(cx.tx, account, user.seq)?.is_some() {
        return Err(HAS_DEVICE.into());
    }
    if users::has_policies(cx.tx, account, user.seq)? {
        return Err(HAS_POLICY.into());
    }
    users::delete_user(cx.tx, account, user.seq)?;
    Ok(())
}

/// The tags of a user.
pub(crate) fn tags_of(tx: &mut dyn Tx, account: &str, user: &User) -> store::Result<Vec<Tag>> {
    tags::of(tx, account, (tags::USER, user.seq))
}

/// The user of a key; `None` for keys of the root or of other accounts.
pub(crate) fn user_of_key(tx: &mut dyn Tx, account: &str, key: &str) -> Result<Option<User>> {
    let key = identity::key(tx, key)?.filter(|key| key.account == account);
    match key.and_then(|key| key.user) {
        Some((id, _)) => Ok(user_of_id(tx, account, &id)?),
        None => Ok(None),
    }
}

/// Every user of the account, by name.
pub(crate) fn by_name(tx: &mut dyn Tx, account: &str) -> store::Result<Vec<User>> {
    let mut all = list_users(tx, account, CursorPage { after: 0, size: LIMIT })?;
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

/// Whether the caller may list the users of the account, as the policies say it, in every mode of the server: where
/// that decides what a product does, it is more than a permission.
pub(crate) fn may_list(cx: &mut Cx<'_>) -> Result<bool> {
    let caller = cx.caller;
    let resources = [format!("acs:ram:*:{}:user/*", caller.account).into()];
    // What is asked is recorded and explained like any other permission.
    let _ = cx.may("ram:ListUsers", &resources);
    let rights = match &caller.principal {
        Principal::Root => return Ok(true),
        Principal::Anonymous => return Ok(false),
        Principal::User { id, .. } => match identity::user(cx.tx, id)? {
            Some(user) => identity::rights_of_user(cx.tx, &user)?,
            None => return Ok(false),
        },
        Principal::Session { role_id, .. } => match identity::role(cx.tx, role_id)? {
            Some(role) => identity::rights_of_role(cx.tx, &role)?,
            None => return Ok(false),
        },
    };
    let subject = caller.subject(&rights, cx.authority.control);
    let request = Request::new("ram:ListUsers", &resources, cx.authority.facts);
    Ok(policy::authorize(&subject, &request).allowed)
}
