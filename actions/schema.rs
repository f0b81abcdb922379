//! The schema of a database: the steps of the framework's tables and of each product's.

use crate::{PRODUCTS, ports::store};

/// The part of the schema that belongs to no product.
const CORE: &str = "core";

/// The steps that bring a database up to date, oldest first, by the part that they belong to.
#[must_use]
pub fn schema() -> Vec<(&'static str, &'static [&'static str])> {
    let products = PRODUCTS.iter().map(|product| (product.id, product.schema));
    std::iter::once((CORE, store::SCHEMA)).chain(products).collect()
}
