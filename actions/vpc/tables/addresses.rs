//! The private addresses of vSwitches that are taken.

use crate::{
    args,
    ports::store::{Result, Tx},
};

// address is the number that the address is; kind says what the owner is: `NatGateway`.
pub(super) const TABLE: &str = "CREATE TABLE vpc_address (
        vswitch TEXT COLLATE \"C\" NOT NULL, address BIGINT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL,
        PRIMARY KEY (vswitch, address)
    )";
pub(super) const BY_OWNER: &str = "CREATE INDEX vpc_address_owner ON vpc_address (owner)";

/// Takes an address, unless it is taken. Returns whether it was free.
pub(in crate::vpc) fn take(
    tx: &mut dyn Tx,
    (vswitch, address): (&str, i64),
    (kind, owner): (&str, &str),
) -> Result<bool> {
    let taken = tx.execute(
        "INSERT INTO vpc_address (vswitch, address, kind, owner) VALUES ($1, $2, $3, $4)
         ON CONFLICT (vswitch, address) DO NOTHING",
        args![vswitch, address, kind, owner],
    )?;
    if taken > 0 {
        tx.execute("UPDATE vpc_vswitch SET used = used + 1 WHERE id = $1", args![vswitch])?;
    }
    Ok(taken > 0)
}

/// Sets where the next free address is looked for.
pub(in crate::vpc) fn set_next(tx: &mut dyn Tx, vswitch: &str, next: i64) -> Result<()> {
    tx.execute("UPDATE vpc_vswitch SET next_address = $1 WHERE id = $2", args![next, vswitch])?;
    Ok(())
}

/// Gives an address back. Returns whether it was taken.
pub(in crate::vpc) fn give_back(tx: &mut dyn Tx, vswitch: &str, address: i64) -> Result<bool> {
    let freed = tx.execute(
        "DELETE FROM vpc_address WHERE vswitch = $1 AND address = $2",
        args![vswitch, address],
    )?;
    if freed > 0 {
        tx.execute("UPDATE vpc_vswitch SET used = used - 1 WHERE id = $1", args![vswitch])?;
    }
    Ok(freed > 0)
}

/// The first taken address of a vSwitch from `from` on.
pub(in crate::vpc) fn first_from(tx: &mut dyn Tx, vswitch: &str, from: i64) -> Result<Option<i64>> {
    tx.row(
        "SELECT MIN(address) FROM vpc_address WHERE vswitch = $1 AND address >= $2",
        args![vswitch, from],
        |row| row.opt_int(0),
    )
    .map(Option::flatten)
}

/// Whether an owner of another kind than this has an address of a vSwitch.
pub(in crate::vpc) fn has_other_than(tx: &mut dyn Tx, vswitch: &str, kind: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT address FROM vpc_address WHERE vswitch = $1 AND kind <> $2 LIMIT 1",
        args![vswitch, kind],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// The addresses of an owner: the vSwitch of each, and the address.
pub(in crate::vpc) fn of_owner(tx: &mut dyn Tx, owner: &str) -> Result<Vec<(String, i64)>> {
    tx.rows(
        "SELECT vswitch, address FROM vpc_address WHERE owner = $1 ORDER BY vswitch, address",
        args![owner],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}
