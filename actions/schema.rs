//! The schema of a database: the steps of the framework's tables and of each product's.

use crate::{
    PRODUCTS,
    ports::{due, outbox},
    shared::{accounts, verification},
};

/// The part of the schema that belongs to no product.
const CORE: &str = "core";

/// Its steps, oldest first. A step, once released, never changes.
pub const CORE_STEPS: &[&str] = &[
    outbox::TABLE,
    "CREATE TABLE tally (
        account TEXT NOT NULL, kind TEXT NOT NULL, held BIGINT NOT NULL, last BIGINT NOT NULL,
        PRIMARY KEY (account, kind)
    )",
    // One row: the sealing key of the world. The server creates it, and a reset keeps it.
    "CREATE TABLE world_secret (id BIGINT NOT NULL PRIMARY KEY, hex TEXT NOT NULL)",
    due::TABLE,
    due::BY_TIME,
    due::BY_SUBJECT,
    // Row 1: the nonces saved when the server stopped. Row 2: another server has started since.
    "CREATE TABLE world_nonces (id BIGINT NOT NULL PRIMARY KEY, saved TEXT NOT NULL)",
    "CREATE TABLE world_nonce_ahead (
        time BIGINT NOT NULL, part BIGINT NOT NULL, hash BIGINT NOT NULL,
        PRIMARY KEY (time, part, hash)
    )",
    accounts::TABLE,
    accounts::BY_PARENT,
    verification::TABLE,
    verification::BY_TOKEN,
    accounts::BY_NAME,
    // One row in the file of a snapshot: of which world it is, when it was saved on the machine's clock and on
    // that world's, and by which version.
    "CREATE TABLE world_snapshot (
        id BIGINT NOT NULL PRIMARY KEY, world TEXT NOT NULL, saved BIGINT NOT NULL, clock BIGINT NOT NULL,
        version TEXT NOT NULL
    )",
];

/// All schema steps, oldest first, grouped by the part they belong to.
#[must_use]
pub fn schema() -> Vec<(&'static str, &'static [&'static str])> {
    let products = PRODUCTS.iter().map(|product| (product.id, product.schema));
    std::iter::once((CORE, CORE_STEPS)).chain(products).collect()
}
