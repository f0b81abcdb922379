//! `ListKeyVersions` lists the versions of a key, the newest first.

use serde::Serialize;

use super::version_view::{self, Shown};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        faults::{NO_ALIAS, NO_KEY},
        keys::found_keys::{self, KEY},
        tables::key_versions,
    },
    request::page::Page,
};

pub(in crate::kms) struct ListKeyVersions {
    key: String,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_versions: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    key_version: Vec<Shown>,
}

impl Action for ListKeyVersions {
    const NAME: &'static str = "ListKeyVersions";
    const DOC: &'static str = "Queries the versions of a key.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { key: p.required(KEY)?, page: Page::number_and_size(p, 10, 101)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let key = found_keys::key(cx, &self.key)?;
        let (found, total_count) =
            key_versions::page(cx.tx, &key.id, (self.page.skip(), self.page.size))?;
        Ok(Response {
            key_versions: Rows {
                key_version: found.into_iter().map(version_view::shown).collect(),
            },
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
        })
    }
}
