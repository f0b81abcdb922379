//! Application groups, which the API calls monitor groups.

use crate::{
    Cx,
    cms::{
        monitor_groups::{create_monitor_group::CreateMonitorGroup, groups},
        tables::monitor_groups,
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
};

use super::PRODUCT;

pub(super) const MONITOR_GROUPS: SeedKind = SeedKind {
    name: "monitor_groups",
    doc: "Application groups.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("id", "The id, at most 15 digits; drawn if it is not given."),
        SeedMember::new("contact_groups", SeedType::Texts, "The contact groups that are told."),
        SeedMember::text("resource_group", "The id of the resource group that it was made of."),
    ],
    export: |cx| {
        let all = monitor_groups::all(cx.tx, &cx.caller.account)?;
        let shown = all.into_iter().map(|it| {
            seed::fields([
                ("name", it.name.into()),
                ("id", it.id.to_string().into()),
                ("contact_groups", it.contact_groups.into()),
                ("resource_group", it.resource_group.into()),
            ])
        });
        Ok(shown.collect())
    },
    create,
    update: Some(update),
};

/// The id of the group of a name.
pub(super) fn id_of(cx: &mut Cx<'_>, name: &str) -> Result<i64, ControlError> {
    let found = monitor_groups::named(cx.tx, &cx.caller.account, name)?;
    let none = || ControlError::Wrong(format!("there is no monitor group `{name}`"));
    Ok(found.ok_or_else(none)?.id)
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let name = seed::text(it, "name");
    let given = seed::texts(it, "contact_groups");
    let list = given.join(",");
    let resource_group = Some(seed::text(it, "resource_group").to_owned());
    let resource_group = resource_group.filter(|it| !it.is_empty());
    let mut parameters = vec![("GroupName", name)];
    parameters.extend(Some(("ContactGroups", &*list)).filter(|_| !list.is_empty()));
    // It checks the names.
    seed::read::<CreateMonitorGroup>(PRODUCT, seed::values(&parameters))?;
    match seed::text(it, "id") {
        "" => {
            groups::create(cx, name.to_owned(), given, resource_group)?;
        }
        id => {
            let is_id = id.len() <= 15 && id.bytes().all(|b| b.is_ascii_digit());
            let number = id.parse::<i64>().ok().filter(|it| is_id && *it > 0);
            let number = number
                .ok_or_else(|| ControlError::Wrong("`id` has at most 15 digits".to_owned()))?;
            if monitor_groups::group(cx.tx, &cx.caller.account, number)?.is_some() {
                return Err(ControlError::Wrong(format!("another group has the id {id}")));
            }
            groups::create_as(cx, number, name.to_owned(), given, resource_group)?;
        }
    }
    Ok(())
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    seed::refuse_change("the monitor group", it, present, &["id", "resource_group"])?;
    let list = seed::texts(it, "contact_groups").join(",");
    let parameters = [("GroupId", seed::text(present, "id")), ("ContactGroups", &*list)];
    seed::call(PRODUCT, cx, "ModifyMonitorGroup", seed::values(&parameters))?;
    Ok(true)
}
