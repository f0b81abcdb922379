//! What seed files may say of ECS: security groups with their rules, key pairs, images, and instances, which run at once, with more disks
//! and network interfaces.

mod disks;
mod forms;
mod groups;
mod images;
mod instances;
mod interfaces;
mod key_pairs;

use serde_json::Value;

use crate::{
    Cx, Tag,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ecs::{
        given::Given,
        tables::{
            resources::{self, Kind, Resource},
            tags,
        },
        tagged,
    },
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    groups::GROUPS,
    key_pairs::KEY_PAIRS,
    images::IMAGES,
    instances::INSTANCES,
    disks::DISKS,
    interfaces::INTERFACES,
];

const TAGS: SeedMember = SeedMember::new("tags", SeedType::Objects(seed::PAIR), "The tags.");

/// A text of an entry, where it gives one that is not empty.
fn optional<'a>(it: &'a Fields, name: &str) -> Option<&'a str> {
    Some(seed::text(it, name)).filter(|text| !text.is_empty())
}

/// The security groups of an entry, of which there must be one.
fn given_groups(it: &Fields) -> Result<Vec<String>, ControlError> {
    let all = seed::texts(it, "security_groups");
    let why = || ControlError::member("security_groups", "there must be one at least");
    if all.is_empty() { Err(why()) } else { Ok(all) }
}

/// What an entry says, by the names of parameters.
fn given(it: &Fields, names: &[(&str, &str)]) -> Given {
    let mut out = Given::default();
    for (member, name) in names {
        if let Some(value) = it.get(*member) {
            out.0.insert((*name).to_owned(), value.clone());
        }
    }
    out
}

/// The tags of an entry.
fn given_tags(it: &Fields) -> Vec<Tag> {
    let pair = |it: Fields| {
        let value = seed::text(&it, "value").to_owned();
        (seed::text(&it, "key").to_owned(), Some(value))
    };
    seed::objects(it, "tags").into_iter().map(pair).collect()
}

/// Gives a resource the tags of an entry, and no others, where the entry gives any.
fn set_tags(cx: &mut Cx<'_>, kind: &Kind, of: &Resource, it: &Fields) -> crate::Result<()> {
    if !it.contains_key("tags") {
        return Ok(());
    }
    tagged::forget(cx, kind, &of.id)?;
    tagged::put(cx, kind, (&of.region, &of.id), &given_tags(it))
}

/// Makes of a disk or an interface what an entry says of what changes. `goes_with` is what says that it is deleted with its
/// instance.
fn set(
    cx: &mut Cx<'_>,
    (kind, goes_with): (&Kind, &'static str),
    mut of: Resource,
    it: &Fields,
) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    if it.contains_key("name") {
        seed::text(it, "name").clone_into(&mut of.name);
    }
    if it.contains_key("description") {
        of.set("Description", seed::text(it, "description"));
    }
    if it.contains_key("goes_with_instance") {
        of.set(goes_with, seed::flag(it, "goes_with_instance"));
    }
    resources::put(cx.tx, kind, &account, &of)?;
    Ok(set_tags(cx, kind, &of, it)?)
}

/// The tags of a resource, as they are exported.
fn shown_tags(cx: &mut Cx<'_>, kind: &Kind, id: &str) -> crate::Result<Value> {
    let account = cx.account().to_owned();
    let all = tags::of(cx.tx, &account, (kind.name, id))?;
    Ok(seed::pairs(all.into_iter().map(|it| (it.key, it.value))))
}
