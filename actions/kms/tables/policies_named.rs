//! The policies of keys and secrets by their names alone: where policies are evaluated, the region is not known.

use crate::{
    args,
    ports::store::{Result, Tx},
};

/// The policies of the keys with this id or alias.
pub(in crate::kms) fn of_key(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Vec<String>> {
    tx.rows(
        "SELECT policy FROM kms_key WHERE account = $1 AND (id = $2 OR id IN
         (SELECT target FROM kms_alias WHERE account = $1 AND name = $2))",
        args![account, name],
        |row| row.text(0),
    )
}

/// The policies of the secrets of this name.
pub(in crate::kms) fn of_secret(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Vec<String>> {
    tx.rows(
        "SELECT policy FROM kms_secret WHERE account = $1 AND name = $2",
        args![account, name],
        |row| row.text(0),
    )
}
