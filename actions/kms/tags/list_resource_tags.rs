//! `ListResourceTags` lists the tags of a key.

use serde::Serialize;

use crate::kms::{
    faults::{NO_ALIAS_HERE, NO_KEY},
    keys::found_keys::{self, KEY_BY_ID},
    place::Place,
    tables::tags::{self, Tag},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct ListResourceTags {
    key: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    tags: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    tag: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    key_id: String,
    tag_key: String,
    tag_value: String,
}

impl Action for ListResourceTags {
    const NAME: &'static str = "ListResourceTags";
    const DOC: &'static str = "Queries the tags of a key.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS_HERE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { key: p.required(KEY_BY_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let key = found_keys::key_by_id(cx, &self.key)?;
        let all = tags::of(cx.tx, place, ("key", &key.id))?;
        let row = |it: Tag| Row { key_id: key.id.clone(), tag_key: it.key, tag_value: it.value };
        Ok(Response { tags: Rows { tag: all.into_iter().map(row).collect() } })
    }
}
