//! Application groups, which the API calls monitor groups.

use serde_json::Value;

use crate::{
    Cx, Origin,
    cms::{
        monitor_groups::{create_monitor_group::CreateMonitorGroup, groups},
        tables::{group_instances, monitor_groups},
    },
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
};

use super::PRODUCT;

/// The members of an instance, and the parameter of each.
const INSTANCE: [(&str, &str); 4] = [
    ("category", "Category"),
    ("id", "InstanceId"),
    ("name", "InstanceName"),
    ("region", "RegionId"),
];
/// How many instances a call puts into a group.
const MOST: usize = 2000;

pub(super) const MONITOR_GROUPS: SeedKind = SeedKind {
    name: "monitor_groups",
    doc: "Application groups.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("id", "The id, at most 15 digits; drawn if it is not given."),
        SeedMember::new("contact_groups", SeedType::Texts, "The contact groups that are told."),
        SeedMember::text("resource_group", "The id of the resource group that it was made of."),
        SeedMember::new(
            "instances",
            SeedType::Objects(&[
                SeedMember::text(
                    "category",
                    "The abbreviation of the product, in lower case: ecs.",
                )
                .required(),
                SeedMember::text("id", "The id of the instance.").required(),
                SeedMember::text("name", "The name of the instance.").required(),
                SeedMember::text("region", "The region of the instance.").required(),
            ]),
            "The instances in it.",
        ),
        SeedMember::new("tags", SeedType::Objects(seed::PAIR), "The tags."),
    ],
    export: |cx| {
        let mut all = Vec::new();
        for it in monitor_groups::all(cx.tx, &cx.caller.account)? {
            let instances = group_instances::of_group(cx.tx, &cx.caller.account, it.id)?;
            let instances = instances.into_iter().map(|it| {
                seed::fields([
                    ("category", it.category.into()),
                    ("id", it.id.into()),
                    ("name", it.name.into()),
                    ("region", it.region.into()),
                ])
            });
            all.push(seed::fields([
                ("name", it.name.into()),
                ("id", it.id.to_string().into()),
                ("contact_groups", it.contact_groups.into()),
                ("resource_group", it.resource_group.into()),
                ("instances", instances.collect()),
                ("tags", seed::pairs(it.tags)),
            ]));
        }
        Ok(all)
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

/// The name of a group that a rule may be for.
pub(super) fn name_of(cx: &mut Cx<'_>, id: Option<i64>) -> Result<Option<String>, ControlError> {
    let Some(id) = id else { return Ok(None) };
    Ok(monitor_groups::group(cx.tx, &cx.caller.account, id)?.map(|it| it.name))
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
    let id = match seed::text(it, "id") {
        "" => groups::create(cx, name.to_owned(), given, resource_group)?,
        id => {
            let is_id = id.len() <= 15 && id.bytes().all(|b| b.is_ascii_digit());
            let number = id.parse::<i64>().ok().filter(|it| is_id && *it > 0);
            let number = number
                .ok_or_else(|| ControlError::Wrong("`id` has at most 15 digits".to_owned()))?;
            if monitor_groups::group(cx.tx, &cx.caller.account, number)?.is_some() {
                return Err(ControlError::Wrong(format!("another group has the id {id}")));
            }
            groups::create_as(cx, number, name.to_owned(), given, resource_group)?;
            number
        }
    };
    put_instances(cx, id, it)?;
    put_tags(cx, id, it, &Fields::new())
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    seed::refuse_change("the monitor group", it, present, &["id", "resource_group"])?;
    let id = seed::text(present, "id");
    if it.contains_key("contact_groups") {
        let list = seed::texts(it, "contact_groups").join(",");
        let parameters = [("GroupId", id), ("ContactGroups", &*list)];
        seed::call(PRODUCT, cx, "ModifyMonitorGroup", seed::values(&parameters))?;
    }
    let id = id.parse().unwrap_or_default();
    put_instances(cx, id, it)?;
    put_tags(cx, id, it, present)?;
    Ok(true)
}

/// Puts the instances of an entry into the group, in the place of those that are in it.
fn put_instances(cx: &mut Cx<'_>, id: i64, it: &Fields) -> Result<(), ControlError> {
    let wanted = seed::objects(it, "instances");
    if it.contains_key("instances") && wanted.is_empty() {
        // The action takes no empty list.
        let account = &cx.caller.account;
        for it in group_instances::of_group(cx.tx, account, id)? {
            group_instances::delete(cx.tx, account, id, (&it.category, &it.id))?;
        }
    }
    for (at, some) in wanted.chunks(MOST).enumerate() {
        let mut parameters = seed::values(&[("GroupId", &id.to_string())]);
        for (number, instance) in (1..).zip(some) {
            let category = seed::text(instance, "category");
            let lower = category.to_lowercase();
            if lower != category {
                return Err(ControlError::Wrong(format!("write the `category` as `{lower}`")));
            }
            for (member, parameter) in INSTANCE {
                let name = format!("Instances.{number}.{parameter}");
                parameters.add(&name, seed::text(instance, member), Origin::Query);
            }
        }
        // The first replaces all.
        let action =
            if at == 0 { "ModifyMonitorGroupInstances" } else { "CreateMonitorGroupInstances" };
        seed::call(PRODUCT, cx, action, parameters)?;
    }
    Ok(())
}

/// Gives the group the tags of an entry, if it gives any, and no others.
fn put_tags(cx: &mut Cx<'_>, id: i64, it: &Fields, present: &Fields) -> Result<(), ControlError> {
    if !it.contains_key("tags") {
        return Ok(());
    }
    let wanted = seed::objects(it, "tags");
    let mut gone = seed::objects(present, "tags");
    gone.retain(|there| !wanted.iter().any(|it| it.get("key") == there.get("key")));
    for tag in &mut gone {
        tag.remove("value");
    }
    for (action, tags) in [("RemoveTags", &gone), ("AddTags", &wanted)] {
        let mut parameters = seed::values(&[("GroupIds.1", &id.to_string())]);
        for (number, tag) in (1..).zip(tags) {
            for (member, parameter) in [("key", "Key"), ("value", "Value")] {
                if let Some(value) = tag.get(member).and_then(Value::as_str) {
                    parameters.add(&format!("Tag.{number}.{parameter}"), value, Origin::Query);
                }
            }
        }
        if !tags.is_empty() {
            seed::call(PRODUCT, cx, action, parameters)?;
        }
    }
    Ok(())
}
