//! Groups of users.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember},
    },
    ram::{
        RAM,
        tables::{attachments::Entity, groups::list_groups},
    },
    request::page::CursorPage,
};

use super::{ALL, attached};

pub(super) const GROUPS: SeedKind = SeedKind {
    name: "groups",
    doc: "Groups of users.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("comments", "A comment."),
        attached::POLICIES,
        attached::SYSTEM_POLICIES,
    ],
    export,
    create,
    update: Some(update),
};

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let account = &cx.caller.account;
    let mut all = Vec::new();
    for group in list_groups(cx.tx, account, CursorPage { after: 0, size: ALL })? {
        let (policies, system) = attached::read(cx, (Entity::Group, group.seq))?;
        all.push(seed::fields([
            ("name", group.name.into()),
            ("comments", group.comments.into()),
            ("policies", policies),
            ("system_policies", system),
        ]));
    }
    Ok(all)
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names = [("name", "GroupName"), ("comments", "Comments")];
    seed::call(&RAM, cx, "CreateGroup", seed::parameters(it, &names))?;
    attached::set(cx, "Group", it, &Fields::new()).map(drop)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    let attached = attached::set(cx, "Group", it, present)?;
    if it.contains_key("comments") && seed::text(it, "comments") != seed::text(present, "comments")
    {
        let names = [("name", "GroupName"), ("comments", "NewComments")];
        seed::call(&RAM, cx, "UpdateGroup", seed::parameters(it, &names))?;
        return Ok(true);
    }
    Ok(attached)
}
