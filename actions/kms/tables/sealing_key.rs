//! The key under which the material of keys and the values of secrets are kept.

use crate::{
    args,
    ports::store::{Result, Secret, Tx},
};

pub(super) const TABLE: &str =
    "CREATE TABLE kms_sealing_key (id BIGINT NOT NULL PRIMARY KEY, hex TEXT NOT NULL)";

/// The key in hexadecimal digits, if there is one yet.
pub(in crate::kms) fn get(tx: &mut dyn Tx) -> Result<Option<String>> {
    tx.row("SELECT hex FROM kms_sealing_key WHERE id = 1", &[], |row| row.text(0))
}

/// Keeps the key.
pub(in crate::kms) fn put(tx: &mut dyn Tx, hex: &str) -> Result<()> {
    tx.execute("INSERT INTO kms_sealing_key (id, hex) VALUES (1, $1)", args![Secret(hex)]).map(drop)
}
