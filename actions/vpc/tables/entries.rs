//! Route entries.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

// is_automatic says that it was made with a NAT gateway; modified that it is changed until ready, and not created.
pub(super) const TABLE: &str = "CREATE TABLE vpc_route_entry (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, vpc TEXT NOT NULL, route_table TEXT NOT NULL, cidr TEXT NOT NULL,
        is_system BIGINT NOT NULL, is_automatic BIGINT NOT NULL, hop_type TEXT NOT NULL, hop TEXT NOT NULL,
        name TEXT NOT NULL, description TEXT NOT NULL, changed BIGINT NOT NULL, ready BIGINT NOT NULL,
        modified BIGINT NOT NULL, made BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_route_entry_account ON vpc_route_entry (account, region, seq)";
pub(super) const BY_ROUTE_TABLE: &str =
    "CREATE INDEX vpc_route_entry_route_table ON vpc_route_entry (route_table)";
pub(super) const BY_HOP: &str = "CREATE INDEX vpc_route_entry_hop ON vpc_route_entry (hop)";
pub(super) const BY_VPC: &str = "CREATE INDEX vpc_route_entry_vpc ON vpc_route_entry (vpc)";

/// What the tally counts.
const KIND: &str = "vpc_route_entry";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, vpc, route_table, cidr, is_system, is_automatic, hop_type, hop, name,
             description, changed, ready, modified, made FROM vpc_route_entry ",
            $rest
        )
    };
}

/// A route entry.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct RouteEntry {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) vpc: String,
    pub(in crate::vpc) route_table: String,
    pub(in crate::vpc) cidr: String,
    pub(in crate::vpc) is_system: bool,
    /// Whether it was made with a NAT gateway.
    pub(in crate::vpc) is_automatic: bool,
    pub(in crate::vpc) hop_type: String,
    /// The next hop; empty for one of the system.
    pub(in crate::vpc) hop: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    pub(in crate::vpc) changed: i64,
    /// Until when it is pending or being modified.
    pub(in crate::vpc) ready: i64,
    pub(in crate::vpc) modified: bool,
    pub(in crate::vpc) made: i64,
}

impl Owned for RouteEntry {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for RouteEntry {
    fn course(&self) -> (i64, i64) {
        (self.changed, self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<RouteEntry> {
    Ok(RouteEntry {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        vpc: row.text(4)?,
        route_table: row.text(5)?,
        cidr: row.text(6)?,
        is_system: row.flag(7)?,
        is_automatic: row.flag(8)?,
        hop_type: row.text(9)?,
        hop: row.text(10)?,
        name: row.text(11)?,
        description: row.text(12)?,
        changed: row.int(13)?,
        ready: row.int(14)?,
        modified: row.flag(15)?,
        made: row.int(16)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut RouteEntry) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_route_entry (id, seq, account, region, vpc, route_table, cidr, is_system, is_automatic, hop_type, hop,
         name, description, changed, ready, modified, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (id) DO UPDATE SET vpc = excluded.vpc, route_table = excluded.route_table, cidr = excluded.cidr,
         is_system = excluded.is_system, is_automatic = excluded.is_automatic,
         hop_type = excluded.hop_type, hop = excluded.hop, name = excluded.name,
         description = excluded.description, changed = excluded.changed, ready = excluded.ready,
         modified = excluded.modified",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.vpc,
            &it.route_table,
            &it.cidr,
            it.is_system,
            it.is_automatic,
            &it.hop_type,
            &it.hop,
            &it.name,
            &it.description,
            it.changed,
            it.ready,
            it.modified,
            it.made,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<RouteEntry>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of a route table, the newest first.
pub(in crate::vpc) fn of_route_table(
    tx: &mut dyn Tx,
    route_table: &str,
) -> Result<Vec<RouteEntry>> {
    tx.rows(select!("WHERE route_table = $1 ORDER BY seq DESC"), args![route_table], read)
}

/// Those of a hop, the newest first.
pub(in crate::vpc) fn of_hop(tx: &mut dyn Tx, hop: &str) -> Result<Vec<RouteEntry>> {
    tx.rows(select!("WHERE hop = $1 ORDER BY seq DESC"), args![hop], read)
}

/// Those of a vpc, the newest first.
pub(in crate::vpc) fn of_vpc(tx: &mut dyn Tx, vpc: &str) -> Result<Vec<RouteEntry>> {
    tx.rows(select!("WHERE vpc = $1 ORDER BY seq DESC"), args![vpc], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &RouteEntry) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_route_entry WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
