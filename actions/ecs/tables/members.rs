//! Which network interfaces are in which security groups.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE ecs_member (
        account TEXT NOT NULL, security_group TEXT NOT NULL, interface TEXT COLLATE \"C\" NOT NULL, place BIGINT NOT NULL,
        PRIMARY KEY (account, security_group, interface)
    )";
pub(super) const BY_INTERFACE: &str =
    "CREATE INDEX ecs_member_interface ON ecs_member (account, interface, place)";

/// Puts an interface into these groups, and into no others.
pub(in crate::ecs) fn set(
    tx: &mut dyn Tx,
    account: &str,
    interface: &str,
    groups: &[String],
) -> Result<()> {
    tx.execute(
        "DELETE FROM ecs_member WHERE account = $1 AND interface = $2",
        args![account, interface],
    )?;
    for (place, group) in (1_i64..).zip(groups) {
        tx.execute(
            "INSERT INTO ecs_member (account, security_group, interface, place) VALUES ($1, $2, $3, $4)",
            args![account, group, interface, place],
        )?;
    }
    Ok(())
}

/// The groups of an interface, in their order.
pub(in crate::ecs) fn groups(
    tx: &mut dyn Tx,
    account: &str,
    interface: &str,
) -> Result<Vec<String>> {
    tx.rows(
        "SELECT security_group FROM ecs_member WHERE account = $1 AND interface = $2 ORDER BY place",
        args![account, interface],
        |row| row.text(0),
    )
}

/// The interfaces in a group.
pub(in crate::ecs) fn of(tx: &mut dyn Tx, account: &str, group: &str) -> Result<Vec<String>> {
    tx.rows(
        "SELECT interface FROM ecs_member WHERE account = $1 AND security_group = $2 ORDER BY interface",
        args![account, group],
        |row| row.text(0),
    )
}
