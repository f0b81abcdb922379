//! VPCs.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

// ipv6 is empty without IPv6; secondary and user_cidrs have commas between their blocks; resource_group is empty for the default one;
// route_table is the system table; the VPC is pending until ready.
pub(super) const TABLE: &str = "CREATE TABLE vpc_network (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, cidr TEXT NOT NULL,
        secondary TEXT NOT NULL, user_cidrs TEXT NOT NULL, ipv6 TEXT NOT NULL, ipv6_isp TEXT NOT NULL,
        dns_hostname BIGINT NOT NULL, is_default BIGINT NOT NULL, resource_group TEXT NOT NULL,
        router TEXT NOT NULL, router_name TEXT NOT NULL, router_description TEXT NOT NULL,
        route_table TEXT NOT NULL, made BIGINT NOT NULL, ready BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_network_account ON vpc_network (account, region, seq)";
pub(super) const BY_ROUTER: &str = "CREATE UNIQUE INDEX vpc_network_router ON vpc_network (router)";

/// What the tally counts.
const KIND: &str = "vpc_network";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, name, description, cidr, secondary, user_cidrs, ipv6, ipv6_isp,
             dns_hostname, is_default, resource_group, router, router_name, router_description, route_table,
             made, ready FROM vpc_network ",
            $rest
        )
    };
}

/// A VPC.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Vpc {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    pub(in crate::vpc) cidr: String,
    /// The secondary blocks, with commas between them.
    pub(in crate::vpc) secondary: String,
    /// The blocks that its owner reserves, with commas between them.
    pub(in crate::vpc) user_cidrs: String,
    /// The IPv6 block; empty without IPv6.
    pub(in crate::vpc) ipv6: String,
    pub(in crate::vpc) ipv6_isp: String,
    pub(in crate::vpc) dns_hostname: bool,
    pub(in crate::vpc) is_default: bool,
    /// Empty for the default one.
    pub(in crate::vpc) resource_group: String,
    /// The id of its router.
    pub(in crate::vpc) router: String,
    pub(in crate::vpc) router_name: String,
    pub(in crate::vpc) router_description: String,
    /// The id of its system route table.
    pub(in crate::vpc) route_table: String,
    pub(in crate::vpc) made: i64,
    /// Until when it is pending.
    pub(in crate::vpc) ready: i64,
}

impl Owned for Vpc {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for Vpc {
    fn course(&self) -> (i64, i64) {
        (self.made, self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<Vpc> {
    Ok(Vpc {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        name: row.text(4)?,
        description: row.text(5)?,
        cidr: row.text(6)?,
        secondary: row.text(7)?,
        user_cidrs: row.text(8)?,
        ipv6: row.text(9)?,
        ipv6_isp: row.text(10)?,
        dns_hostname: row.flag(11)?,
        is_default: row.flag(12)?,
        resource_group: row.text(13)?,
        router: row.text(14)?,
        router_name: row.text(15)?,
        router_description: row.text(16)?,
        route_table: row.text(17)?,
        made: row.int(18)?,
        ready: row.int(19)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut Vpc) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_network (id, seq, account, region, name, description, cidr, secondary, user_cidrs, ipv6, ipv6_isp,
         dns_hostname, is_default, resource_group, router, router_name, router_description,
         route_table, made, ready)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, cidr = excluded.cidr,
         secondary = excluded.secondary, user_cidrs = excluded.user_cidrs, ipv6 = excluded.ipv6,
         ipv6_isp = excluded.ipv6_isp, dns_hostname = excluded.dns_hostname,
         is_default = excluded.is_default, resource_group = excluded.resource_group,
         router = excluded.router, router_name = excluded.router_name,
         router_description = excluded.router_description, route_table = excluded.route_table,
         ready = excluded.ready",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.name,
            &it.description,
            &it.cidr,
            &it.secondary,
            &it.user_cidrs,
            &it.ipv6,
            &it.ipv6_isp,
            it.dns_hostname,
            it.is_default,
            &it.resource_group,
            &it.router,
            &it.router_name,
            &it.router_description,
            &it.route_table,
            it.made,
            it.ready,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<Vpc>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of an account in a region, the newest first (assumed).
pub(in crate::vpc) fn all(tx: &mut dyn Tx, account: &str, region: &str) -> Result<Vec<Vpc>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY seq DESC"),
        args![account, region],
        read,
    )
}

/// Those of an account in all regions, the oldest first.
pub(in crate::vpc) fn everywhere(tx: &mut dyn Tx, account: &str) -> Result<Vec<Vpc>> {
    tx.rows(select!("WHERE account = $1 ORDER BY seq"), args![account], read)
}

/// The one with this router.
pub(in crate::vpc) fn of_router(tx: &mut dyn Tx, router: &str) -> Result<Option<Vpc>> {
    tx.row(select!("WHERE router = $1"), args![router], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &Vpc) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_network WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
