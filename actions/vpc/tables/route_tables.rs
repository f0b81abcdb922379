//! Route tables.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

pub(super) const TABLE: &str = "CREATE TABLE vpc_route_table (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, vpc TEXT NOT NULL, is_system BIGINT NOT NULL, name TEXT NOT NULL,
        description TEXT NOT NULL, associate TEXT NOT NULL, propagation BIGINT NOT NULL, made BIGINT NOT NULL,
        ready BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_route_table_account ON vpc_route_table (account, region, seq)";
pub(super) const BY_VPC: &str = "CREATE INDEX vpc_route_table_vpc ON vpc_route_table (vpc)";

/// What the tally counts.
const KIND: &str = "vpc_route_table";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, vpc, is_system, name, description, associate, propagation, made, ready FROM vpc_route_table ",
            $rest
        )
    };
}

/// A route table.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct RouteTable {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) vpc: String,
    pub(in crate::vpc) is_system: bool,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    /// What it is associated with: `VSwitch` or `Gateway`.
    pub(in crate::vpc) associate: String,
    pub(in crate::vpc) propagation: bool,
    pub(in crate::vpc) made: i64,
    /// Until when it is pending.
    pub(in crate::vpc) ready: i64,
}

impl Owned for RouteTable {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for RouteTable {
    fn course(&self) -> (i64, i64) {
        (self.made, self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<RouteTable> {
    Ok(RouteTable {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        vpc: row.text(4)?,
        is_system: row.flag(5)?,
        name: row.text(6)?,
        description: row.text(7)?,
        associate: row.text(8)?,
        propagation: row.flag(9)?,
        made: row.int(10)?,
        ready: row.int(11)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut RouteTable) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_route_table (id, seq, account, region, vpc, is_system, name, description, associate, propagation,
         made, ready)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE SET vpc = excluded.vpc, is_system = excluded.is_system, name = excluded.name,
         description = excluded.description, associate = excluded.associate,
         propagation = excluded.propagation, ready = excluded.ready",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.vpc,
            it.is_system,
            &it.name,
            &it.description,
            &it.associate,
            it.propagation,
            it.made,
            it.ready,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<RouteTable>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of an account in a region, the newest first.
pub(in crate::vpc) fn all(tx: &mut dyn Tx, account: &str, region: &str) -> Result<Vec<RouteTable>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY seq DESC"),
        args![account, region],
        read,
    )
}

/// Those of a vpc, the newest first.
pub(in crate::vpc) fn of_vpc(tx: &mut dyn Tx, vpc: &str) -> Result<Vec<RouteTable>> {
    tx.rows(select!("WHERE vpc = $1 ORDER BY seq DESC"), args![vpc], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &RouteTable) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_route_table WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
