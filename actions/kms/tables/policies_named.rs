//! The policies of keys and secrets, and what decides whether they have one.

use crate::{
    args,
    kms::place::Place,
    ports::store::{Result, Tx},
};

/// The instance of a key, empty for none, and its policy, empty for the default one.
pub(in crate::kms) fn of_key(
    tx: &mut dyn Tx,
    place: Place<'_>,
    id: &str,
) -> Result<Option<(String, String)>> {
    tx.row(
        "SELECT instance, policy FROM kms_key WHERE id = $1 AND account = $2 AND region = $3",
        args![id, place.account, place.region],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// The same of a secret.
pub(in crate::kms) fn of_secret(
    tx: &mut dyn Tx,
    place: Place<'_>,
    name: &str,
) -> Result<Option<(String, String)>> {
    tx.row(
        "SELECT instance, policy FROM kms_secret WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}
