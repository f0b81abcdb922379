//! The tables that belong to no product.

use crate::{
    ports::{due, outbox},
    shared::verification,
};

/// The steps that make them, oldest first. A step, once released, never changes.
pub const SCHEMA: &[&str] = &[
    outbox::TABLE,
    "CREATE TABLE tally (
        account TEXT NOT NULL, kind TEXT NOT NULL, held BIGINT NOT NULL, last BIGINT NOT NULL,
        PRIMARY KEY (account, kind)
    )",
    // One row: the key of the world's seals. The program makes it, and no reset touches it.
    "CREATE TABLE world_secret (id BIGINT NOT NULL PRIMARY KEY, hex TEXT NOT NULL)",
    due::TABLE,
    due::BY_TIME,
    due::BY_SUBJECT,
    // One row at most: the nonces that a program held when it stopped. It goes when the next starts.
    "CREATE TABLE world_nonces (id BIGINT NOT NULL PRIMARY KEY, saved TEXT NOT NULL)",
    verification::TABLE,
    verification::BY_TOKEN,
];
