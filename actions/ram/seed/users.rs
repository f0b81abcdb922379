//! Users.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ram::{
        RAM, lookup,
        tables::{
            attachments::Entity,
            groups::groups_of,
            users::{list_users, put_user},
        },
    },
    request::page::CursorPage,
};

use super::{ALL, attached, fixed_id};

pub(super) const USERS: SeedKind = SeedKind {
    name: "users",
    doc: "Users, with the groups that they are in and the policies that they have.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text(
            "id",
            "The id, 18 digits of which the first is 2; made if it is not given.",
        ),
        SeedMember::text("display_name", "The display name."),
        SeedMember::text("mobile_phone", "The mobile phone number."),
        SeedMember::text("email", "The mail address."),
        SeedMember::text("comments", "A comment."),
        SeedMember::new("groups", SeedType::Texts, "The groups that the user is in."),
        attached::POLICIES,
        attached::SYSTEM_POLICIES,
    ],
    export,
    create,
    update: Some(update),
};

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let mut all = Vec::new();
    for user in list_users(cx.tx, &cx.caller.account, CursorPage { after: 0, size: ALL })? {
        let (policies, system) = attached::read(cx, (Entity::User, user.seq))?;
        let groups = groups_of(cx.tx, &cx.caller.account, user.seq)?;
        let mut groups: Vec<_> = groups.into_iter().map(|(group, _)| group.name).collect();
        groups.sort();
        all.push(seed::fields([
            ("name", user.name.into()),
            ("id", user.id.into()),
            ("display_name", user.display.into()),
            ("mobile_phone", user.phone.into()),
            ("email", user.email.into()),
            ("comments", user.comments.into()),
            ("groups", groups.into()),
            ("policies", policies),
            ("system_policies", system),
        ]));
    }
    Ok(all)
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names = [
        ("name", "UserName"),
        ("display_name", "DisplayName"),
        ("mobile_phone", "MobilePhone"),
        ("email", "Email"),
        ("comments", "Comments"),
    ];
    seed::call(&RAM, cx, "CreateUser", seed::parameters(it, &names))?;
    if let Some(id) = fixed_id(it, '2')? {
        if crate::ram::identity::user(cx.tx, id)?.is_some() {
            return Err(ControlError::Wrong(format!("another user has the id {id}")));
        }
        let mut user = lookup::user(cx, seed::text(it, "name"))?;
        id.clone_into(&mut user.id);
        put_user(cx.tx, &cx.caller.account, &mut user)?;
    }
    join(cx, it, &Fields::new())?;
    attached::set(cx, "User", it, &Fields::new()).map(drop)
}

/// Brings a user into the groups that an entry gives, and out of all others.
fn join(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    if !it.contains_key("groups") {
        return Ok(false);
    }
    let (wanted, groups) = (seed::texts(it, "groups"), seed::texts(present, "groups"));
    let leave = groups.iter().filter(|name| !wanted.contains(name));
    let enter = wanted.iter().filter(|name| !groups.contains(name));
    let gone = leave.map(|name| ("RemoveUserFromGroup", name));
    let mut changed = false;
    for (action, group) in gone.chain(enter.map(|name| ("AddUserToGroup", name))) {
        let parameters = [("UserName", seed::text(it, "name")), ("GroupName", group)];
        seed::call(&RAM, cx, action, seed::values(&parameters))?;
        changed = true;
    }
    Ok(changed)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    let id = it.get("id").filter(|id| present.get("id") != Some(id));
    if id.is_some() {
        let why =
            format!("the user has the id {}, and no call changes it", seed::text(present, "id"));
        return Err(ControlError::Wrong(why));
    }
    let moved = join(cx, it, present)?;
    let attached = attached::set(cx, "User", it, present)?;
    let names = [
        ("display_name", "NewDisplayName"),
        ("mobile_phone", "NewMobilePhone"),
        ("email", "NewEmail"),
        ("comments", "NewComments"),
    ];
    let differs = |(name, _): &(&str, &str)| {
        it.contains_key(*name) && seed::text(it, name) != seed::text(present, name)
    };
    let mut names: Vec<_> = names.into_iter().filter(differs).collect();
    if names.is_empty() {
        return Ok(moved || attached);
    }
    names.push(("name", "UserName"));
    seed::call(&RAM, cx, "UpdateUser", seed::parameters(it, &names))?;
    Ok(true)
}
