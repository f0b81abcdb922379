//! BSS, where subscriptions are bought, listed and given back: what Terraform asks of it when it starts, and instances for certificates.

use std::borrow::Cow;

use crate::{Entry, Product};

mod orders;
mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod create_instance;
mod query_available_instances;
mod refund_instance;

const ACTIONS: &[Entry] = &[
    Entry::of::<create_instance::CreateInstance>(),
    Entry::of::<query_available_instances::QueryAvailableInstances>(),
    Entry::of::<refund_instance::RefundInstance>(),
];
// The end of the list.

/// BSS (`BssOpenApi` 2017-12-14).
pub static BSSOPENAPI: Product = Product::new("bssopenapi", "BssOpenApi", "2017-12-14")
    .ram("bssapi")
    .without_arns()
    .success(|_, _| Cow::Borrowed(r#""Code":"Success","Message":"Successful!","Success":true"#))
    .schema(tables::SCHEMA)
    .resources(&[], tables::NO_RESOURCES)
    .actions(ACTIONS);
