//! `ListKeys` lists keys, the oldest first. Those that wait for their deletion are among them.

use serde::Serialize;

use super::{found_keys::ALL_RESOURCES, key_filters::Filters};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    kms::{
        faults::BAD_PARAMETER,
        place::Place,
        tables::{
            aliases,
            keys::{self, Key},
            tags,
        },
    },
    ports::store::Tx,
    request::page::Page,
    text,
};

/// What can be filtered by.
const FILTERS: &[&str] = &[
    "KeyState",
    "KeySpec",
    "KeyUsage",
    "ProtectionLevel",
    "CreatorType",
    "DKMSInstanceId",
    "keyId",
    "KeyId",
    "AliasName",
    "Creator",
    "TagKey",
    "TagValue",
];

pub(in crate::kms) struct ListKeys {
    filters: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    keys: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    key: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    key_id: String,
    key_arn: String,
}

impl Action for ListKeys {
    const NAME: &'static str = "ListKeys";
    const DOC: &'static str = "Queries keys.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let filters = p.optional(text("Filters").doc("What is listed, a list in JSON."))?;
        Ok(Self { filters, page: Page::number_and_size(p, 10, 101)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let filters = Filters::read(self.filters.as_deref(), FILTERS)?;
        let (found, total_count) = if filters.is_empty() {
            keys::page(cx.tx, place, (self.page.skip(), self.page.size))?
        } else {
            let mut found = Vec::new();
            for key in keys::all(cx.tx, place)? {
                if passes(cx.tx, place, &filters, &key)? {
                    found.push(key.id);
                }
            }
            self.page.and_total(found)
        };
        let row = |id: String| Row { key_arn: place.arn(&format!("key/{id}")), key_id: id };
        Ok(Response {
            keys: Rows { key: found.into_iter().map(row).collect() },
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
        })
    }
}

fn passes(tx: &mut dyn Tx, place: Place<'_>, filters: &Filters, key: &Key) -> Result<bool> {
    let fields = [
        ("KeyState", key.state.as_str()),
        ("KeySpec", &*key.spec),
        ("KeyUsage", &*key.usage),
        ("ProtectionLevel", &*key.protection),
        ("CreatorType", "User"),
        ("DKMSInstanceId", &*key.instance),
        ("keyId", &*key.id),
        ("KeyId", &*key.id),
        ("Creator", place.account),
    ];
    if !fields.iter().all(|(name, value)| filters.passes(name, &[value])) {
        return Ok(false);
    }
    if filters.asks("AliasName") {
        let names = aliases::of(tx, &key.id)?;
        let names: Vec<&str> = names.iter().map(|it| it.name.as_str()).collect();
        if !filters.passes("AliasName", &names) {
            return Ok(false);
        }
    }
    if filters.asks("TagKey") || filters.asks("TagValue") {
        let tags = tags::of(tx, place, ("key", &key.id))?;
        let met = tags.iter().any(|tag| {
            filters.passes("TagKey", &[&tag.key]) && filters.passes("TagValue", &[&tag.value])
        });
        return Ok(met);
    }
    Ok(true)
}
