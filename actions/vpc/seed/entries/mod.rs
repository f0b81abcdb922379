//! The entries of each kind: each is checked by the functions that the actions call.

pub(super) mod eips;
pub(super) mod nats;
pub(super) mod vpcs;
pub(super) mod vswitches;

use serde_json::Value;

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields},
    },
    vpc::{
        tables::tags,
        tags::tag_sets::{self, SetTag},
    },
};

type Result<T> = std::result::Result<T, ControlError>;

/// The region of an entry that gives none.
const USUAL_REGION: &str = "cn-hangzhou";

fn optional(it: &Fields, name: &str) -> Option<String> {
    let found = seed::text(it, name);
    (!found.is_empty()).then(|| found.to_owned())
}

fn region(it: &Fields) -> String {
    optional(it, "region").unwrap_or_else(|| USUAL_REGION.to_owned())
}

/// The tags of an entry.
fn given_tags(it: &Fields) -> Vec<SetTag> {
    let pair =
        |it: &Fields| (seed::text(it, "key").to_owned(), Some(seed::text(it, "value").to_owned()));
    seed::objects(it, "tags").iter().map(pair).collect()
}

/// The tags of a resource, as they are exported.
fn shown_tags(cx: &mut Cx<'_>, id: &str) -> Result<Value> {
    let all = tags::of(cx.tx, id)?;
    Ok(seed::pairs(all.into_iter().map(|it| (it.key, it.value))))
}

/// Makes the tags of a resource those of its entry, if it gives any.
fn set_tags(cx: &mut Cx<'_>, it: &Fields, (region, kind): (&str, &str), id: &str) -> Result<()> {
    if it.contains_key("tags") {
        let wanted = tag_sets::of_new(&given_tags(it))?;
        tags::delete(cx.tx, id, None)?;
        tag_sets::put_all(cx, (region, kind), id, &wanted)?;
    }
    Ok(())
}

/// Sets the name and the description of a resource, if its entry gives them.
fn set_texts(it: &Fields, name: &mut String, description: &mut String) {
    for (member, text) in [("name", name), ("description", description)] {
        if it.contains_key(member) {
            seed::text(it, member).clone_into(text);
        }
    }
}

/// Refuses an id that a resource has already, of whatever account.
fn check_free<T>(found: Option<&T>, id: &str) -> Result<()> {
    match found {
        Some(_) => Err(ControlError::Wrong(format!("another account has a resource {id}"))),
        None => Ok(()),
    }
}

/// There is no such resource.
fn none(what: &str, id: &str) -> ControlError {
    ControlError::Wrong(format!("there is no {what} {id}"))
}
