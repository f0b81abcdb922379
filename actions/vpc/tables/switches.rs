//! The vSwitches.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

// ipv6 is the last eight bits of the IPv6 block, -1 without IPv6; acl is the network ACL, which it is bound to or, with acl_leaving,
// unbound from until acl_ready; used counts the addresses that are taken, next_address is the address after the last that was drawn.
pub(super) const TABLE: &str = "CREATE TABLE vpc_vswitch (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, vpc TEXT NOT NULL, zone TEXT NOT NULL, cidr TEXT NOT NULL, name TEXT NOT NULL,
        description TEXT NOT NULL, ipv6 BIGINT NOT NULL, is_default BIGINT NOT NULL, route_table TEXT NOT NULL,
        acl TEXT NOT NULL, acl_ready BIGINT NOT NULL, acl_leaving BIGINT NOT NULL, made BIGINT NOT NULL,
        ready BIGINT NOT NULL, used BIGINT NOT NULL, next_address BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_vswitch_account ON vpc_vswitch (account, region, seq)";
pub(super) const BY_VPC: &str = "CREATE INDEX vpc_vswitch_vpc ON vpc_vswitch (vpc)";
pub(super) const BY_ROUTE_TABLE: &str =
    "CREATE INDEX vpc_vswitch_route_table ON vpc_vswitch (route_table)";
pub(super) const BY_ACL: &str = "CREATE INDEX vpc_vswitch_acl ON vpc_vswitch (acl)";

pub(super) const SINCE: &str = "ALTER TABLE vpc_vswitch ADD COLUMN since BIGINT NOT NULL DEFAULT 0";

/// What the tally counts.
const KIND: &str = "vpc_vswitch";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, vpc, zone, cidr, name, description, ipv6, is_default, route_table, acl,
             acl_ready, acl_leaving, made, ready, used, next_address, since FROM vpc_vswitch ",
            $rest
        )
    };
}

/// A vSwitch.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct VSwitch {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) vpc: String,
    pub(in crate::vpc) zone: String,
    pub(in crate::vpc) cidr: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    /// The last eight bits of its IPv6 block; -1 without IPv6.
    pub(in crate::vpc) ipv6: i64,
    pub(in crate::vpc) is_default: bool,
    pub(in crate::vpc) route_table: String,
    /// The network ACL; empty for none.
    pub(in crate::vpc) acl: String,
    /// Until when it is being bound or unbound.
    pub(in crate::vpc) acl_ready: i64,
    pub(in crate::vpc) acl_leaving: bool,
    pub(in crate::vpc) made: i64,
    /// Until when it is pending.
    pub(in crate::vpc) ready: i64,
    /// How many addresses are taken.
    pub(in crate::vpc) used: i64,
    /// Where the next free address is looked for.
    pub(in crate::vpc) next_address: i64,
    /// When it was last changed; 0 for never.
    pub(in crate::vpc) since: i64,
}

impl Owned for VSwitch {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for VSwitch {
    fn course(&self) -> (i64, i64) {
        (self.since.max(self.made), self.ready)
    }
}

impl VSwitch {
    /// Whether it is being bound to its network ACL, or unbound from it.
    pub(in crate::vpc) fn is_binding(&self, now: i64) -> bool {
        (self.since.max(self.made)..self.acl_ready).contains(&now)
    }
}

fn read(row: &Row<'_>) -> Result<VSwitch> {
    Ok(VSwitch {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        vpc: row.text(4)?,
        zone: row.text(5)?,
        cidr: row.text(6)?,
        name: row.text(7)?,
        description: row.text(8)?,
        ipv6: row.int(9)?,
        is_default: row.flag(10)?,
        route_table: row.text(11)?,
        acl: row.text(12)?,
        acl_ready: row.int(13)?,
        acl_leaving: row.flag(14)?,
        made: row.int(15)?,
        ready: row.int(16)?,
        used: row.int(17)?,
        next_address: row.int(18)?,
        since: row.int(19)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut VSwitch) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_vswitch (id, seq, account, region, vpc, zone, cidr, name, description, ipv6, is_default,
         route_table, acl, acl_ready, acl_leaving, made, ready, used, next_address, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         ON CONFLICT (id) DO UPDATE SET vpc = excluded.vpc, zone = excluded.zone, cidr = excluded.cidr, name = excluded.name,
         description = excluded.description, ipv6 = excluded.ipv6, is_default = excluded.is_default,
         route_table = excluded.route_table, acl = excluded.acl, acl_ready = excluded.acl_ready,
         acl_leaving = excluded.acl_leaving, ready = excluded.ready, since = excluded.since",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.vpc,
            &it.zone,
            &it.cidr,
            &it.name,
            &it.description,
            it.ipv6,
            it.is_default,
            &it.route_table,
            &it.acl,
            it.acl_ready,
            it.acl_leaving,
            it.made,
            it.ready,
            it.used,
            it.next_address,
            it.since,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<VSwitch>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of an account in a region, the newest first.
pub(in crate::vpc) fn all(tx: &mut dyn Tx, account: &str, region: &str) -> Result<Vec<VSwitch>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY seq DESC"),
        args![account, region],
        read,
    )
}

/// Those of an account in all regions, the oldest first.
pub(in crate::vpc) fn everywhere(tx: &mut dyn Tx, account: &str) -> Result<Vec<VSwitch>> {
    tx.rows(select!("WHERE account = $1 ORDER BY seq"), args![account], read)
}

/// Those of a vpc, the newest first.
pub(in crate::vpc) fn of_vpc(tx: &mut dyn Tx, vpc: &str) -> Result<Vec<VSwitch>> {
    tx.rows(select!("WHERE vpc = $1 ORDER BY seq DESC"), args![vpc], read)
}

/// Those of a route table, the newest first.
pub(in crate::vpc) fn of_route_table(tx: &mut dyn Tx, route_table: &str) -> Result<Vec<VSwitch>> {
    tx.rows(select!("WHERE route_table = $1 ORDER BY seq DESC"), args![route_table], read)
}

/// Those of a acl, the newest first.
pub(in crate::vpc) fn of_acl(tx: &mut dyn Tx, acl: &str) -> Result<Vec<VSwitch>> {
    tx.rows(select!("WHERE acl = $1 ORDER BY seq DESC"), args![acl], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &VSwitch) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_vswitch WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
