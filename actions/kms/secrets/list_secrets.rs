//! `ListSecrets` lists secrets, the oldest first. Those that are being deleted are among them.

use serde::Serialize;

use super::{
    found_secrets,
    secret_view::{self, Tags},
};
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        faults::BAD_PARAMETER,
        keys::key_filters::Filters,
        place::Place,
        tables::{
            secrets,
            tags::{self, Tag},
        },
        typed_texts,
    },
    request::page::Page,
    shared::format::iso,
    text,
};

pub(in crate::kms) struct ListSecrets {
    tags: bool,
    filters: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    secret_list: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    secret: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    secret_name: String,
    secret_type: String,
    create_time: String,
    update_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned_delete_time: Option<String>,
    owing_service: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Tags>,
}

impl Action for ListSecrets {
    const NAME: &'static str = "ListSecrets";
    const DOC: &'static str = "Queries secrets.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = found_secrets::ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let tags = ("FetchTags", "Whether their tags are told too.");
        let tags = typed_texts::flag(p, tags, false)?;
        let filters = p.optional(text("Filters").doc("What is listed, a list in JSON."))?;
        Ok(Self { tags, filters, page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let filters = Filters::read(self.filters.as_deref(), FILTERS)?;
        let mut found = Vec::new();
        for it in secrets::all(cx.tx, place)? {
            let fields = [
                ("SecretName", &*it.name),
                ("Description", &*it.description),
                ("DKMSInstanceId", &*it.instance),
                ("SecretType", &*it.kind),
                ("Creator", place.account),
            ];
            if !fields.iter().all(|(name, value)| filters.passes(name, &[value])) {
                continue;
            }
            if filters.asks("TagKey") || filters.asks("TagValue") {
                let tags = tags::of(cx.tx, place, ("secret", &it.name))?;
                let met = |tag: &Tag| {
                    filters.passes("TagKey", &[&tag.key])
                        && filters.passes("TagValue", &[&tag.value])
                };
                if !tags.iter().any(met) {
                    continue;
                }
            }
            found.push(it);
        }
        let (found, total_count) = self.page.and_total(found);
        let mut secret = Vec::new();
        for it in found {
            let tags = if self.tags {
                Some(secret_view::tags(tags::of(cx.tx, place, ("secret", &it.name))?))
            } else {
                None
            };
            secret.push(Row {
                secret_name: it.name,
                secret_type: it.kind,
                create_time: iso(it.made),
                update_time: iso(it.changed),
                planned_delete_time: it.deletion.map(iso),
                owing_service: "",
                tags,
            });
        }
        Ok(Response {
            secret_list: Rows { secret },
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
        })
    }
}

/// What can be filtered by.
const FILTERS: &[&str] =
    &["SecretName", "Description", "TagKey", "TagValue", "DKMSInstanceId", "SecretType", "Creator"];
