//! Lists of aliases.

use serde::Serialize;

use crate::{
    kms::{place::Place, tables::aliases::Alias},
    request::page::Page,
};

/// A page of aliases.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Listed {
    aliases: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    alias: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    key_id: String,
    alias_name: String,
    alias_arn: String,
}

/// A page of aliases, out of so many.
pub(super) fn shown(place: Place<'_>, found: Vec<Alias>, total_count: i64, page: Page) -> Listed {
    let row =
        |it: Alias| Row { alias_arn: place.arn(&it.name), key_id: it.key, alias_name: it.name };
    Listed {
        aliases: Rows { alias: found.into_iter().map(row).collect() },
        total_count,
        page_number: page.number,
        page_size: page.size,
    }
}
