//! BSS, where subscriptions are bought and listed: what Terraform asks of it when it starts.

use std::borrow::Cow;

use crate::{Entry, Product};

mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod query_available_instances;

const ACTIONS: &[Entry] = &[Entry::of::<query_available_instances::QueryAvailableInstances>()];
// The end of the list.

/// BSS (`BssOpenApi` 2017-12-14).
pub static BSSOPENAPI: Product = Product::new("bssopenapi", "BssOpenApi", "2017-12-14")
    .ram("bssapi")
    .without_arns()
    .success(|_, _| Cow::Borrowed(r#""Code":"Success","Message":"Successful!","Success":true"#))
    .schema(tables::SCHEMA)
    .actions(ACTIONS);
