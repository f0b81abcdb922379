//! Roles, but for service-linked ones, which the services make.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ram::{
        RAM,
        tables::{
            attachments::Entity,
            roles::{list_roles, put_role, role},
        },
    },
};

use super::{ALL, attached, fixed_id};

pub(super) const ROLES: SeedKind = SeedKind {
    name: "roles",
    doc: "Roles, with the policies that they have. Service-linked roles are left out.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text(
            "id",
            "The id, 18 digits of which the first is 3; made if it is not given.",
        ),
        SeedMember::text("description", "What the role is for."),
        SeedMember::new("trust_policy", SeedType::Document, "The trust policy.").required(),
        SeedMember::new(
            "max_session_duration",
            SeedType::Number,
            "The longest session, in seconds: 3600 to 43200; 3600 if it is not given.",
        ),
        SeedMember::new(
            "allow_console_login",
            SeedType::Flag,
            "Whether the role may be used in the console; `true` if it is not given.",
        ),
        attached::POLICIES,
        attached::SYSTEM_POLICIES,
    ],
    export,
    create,
    update: Some(update),
};

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let mut all = Vec::new();
    let roles = list_roles(cx.tx, &cx.caller.account, None, (0, ALL))?;
    for role in roles.into_iter().filter(|role| !role.service_linked) {
        let (policies, system) = attached::read(cx, (Entity::Role, role.seq))?;
        all.push(seed::fields([
            ("name", role.name.into()),
            ("id", role.id.into()),
            ("description", role.about.into()),
            ("trust_policy", role.trust.into()),
            ("max_session_duration", role.max_session.into()),
            ("allow_console_login", role.console_login.into()),
            ("policies", policies),
            ("system_policies", system),
        ]));
    }
    Ok(all)
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names = [
        ("name", "RoleName"),
        ("description", "Description"),
        ("trust_policy", "AssumeRolePolicyDocument"),
        ("max_session_duration", "MaxSessionDuration"),
        ("allow_console_login", "AllowConsoleLogin"),
    ];
    seed::call(&RAM, cx, "CreateRole", seed::parameters(it, &names))?;
    if let Some(id) = fixed_id(it, '3')? {
        if crate::ram::identity::role(cx.tx, id)?.is_some() {
            return Err(ControlError::Wrong(format!("another role has the id {id}")));
        }
        let account = &cx.caller.account;
        if let Some(mut role) = role(cx.tx, account, seed::text(it, "name"))? {
            id.clone_into(&mut role.id);
            put_role(cx.tx, account, &mut role)?;
        }
    }
    attached::set(cx, "Role", it, &Fields::new()).map(drop)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    if it.get("id").is_some_and(|id| present.get("id") != Some(id)) {
        let why =
            format!("the role has the id {}, and no call changes it", seed::text(present, "id"));
        return Err(ControlError::Wrong(why));
    }
    let attached = attached::set(cx, "Role", it, present)?;
    let names = [
        ("description", "NewDescription"),
        ("trust_policy", "NewAssumeRolePolicyDocument"),
        ("max_session_duration", "NewMaxSessionDuration"),
        ("allow_console_login", "NewAllowConsoleLogin"),
    ];
    let differs =
        |(name, _): &(&str, &str)| it.contains_key(*name) && it.get(*name) != present.get(*name);
    let mut names: Vec<_> = names.into_iter().filter(differs).collect();
    if names.is_empty() {
        return Ok(attached);
    }
    names.push(("name", "RoleName"));
    seed::call(&RAM, cx, "UpdateRole", seed::parameters(it, &names))?;
    Ok(true)
}
