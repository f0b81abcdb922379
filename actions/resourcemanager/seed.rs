//! What seed files may say of resource groups.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember},
    },
    resourcedirectory::groups::{self, Group},
    resourcemanager::{
        RESOURCEMANAGER,
        groups::{create_resource_group::CreateResourceGroup, group_params::is_id},
    },
    shared::ids,
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[SeedKind {
    name: "resource_groups",
    doc: "Resource groups, but for the default one, which every account has.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("id", "The id, `rg-` and letters or digits; made if it is not given."),
        SeedMember::text("display_name", "What it is called.").required(),
    ],
    export: |cx| {
        let all = groups::all(cx.tx, &cx.caller.account)?;
        // The default one comes first.
        let all = all.into_iter().skip(1).filter(|it| it.deleted.is_none());
        Ok(all.map(shown).collect())
    },
    create,
    update: Some(update),
}];

fn shown(it: Group) -> Fields {
    seed::fields([
        ("name", it.name.into()),
        ("id", it.id.into()),
        ("display_name", it.display.into()),
    ])
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let id = match seed::text(it, "id") {
        "" => format!("rg-aekz{}", ids::lower(cx.random, 11)),
        id if is_id(id) => id.to_owned(),
        id => return Err(ControlError::Wrong(format!("`{id}` is not the id of a resource group"))),
    };
    if groups::find(cx.tx, &cx.caller.account, &id)?.is_some() {
        return Err(ControlError::Wrong(format!("another resource group has the id {id}")));
    }
    let names = [("name", "Name"), ("display_name", "DisplayName")];
    let action: CreateResourceGroup = seed::read(&RESOURCEMANAGER, seed::parameters(it, &names))?;
    action.create(cx, Some(id))?;
    Ok(())
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    seed::refuse_change("the resource group", it, present, &["id"])?;
    let parameters = [
        ("ResourceGroupId", seed::text(present, "id")),
        ("NewDisplayName", seed::text(it, "display_name")),
    ];
    seed::call(&RESOURCEMANAGER, cx, "UpdateResourceGroup", seed::values(&parameters))?;
    Ok(true)
}
