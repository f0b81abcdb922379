//! IPv6 gateways.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

pub(super) const TABLE: &str = "CREATE TABLE vpc_ipv6_gateway (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, vpc TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
        resource_group TEXT NOT NULL, made BIGINT NOT NULL, ready BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_ipv6_gateway_account ON vpc_ipv6_gateway (account, region, seq)";
pub(super) const BY_VPC: &str = "CREATE INDEX vpc_ipv6_gateway_vpc ON vpc_ipv6_gateway (vpc)";

/// What the tally counts.
const KIND: &str = "vpc_ipv6_gateway";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, vpc, name, description, resource_group, made, ready FROM vpc_ipv6_gateway ",
            $rest
        )
    };
}

/// An IPv6 gateway.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Ipv6Gateway {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) vpc: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    /// Empty for the default one.
    pub(in crate::vpc) resource_group: String,
    pub(in crate::vpc) made: i64,
    /// Until when it is pending.
    pub(in crate::vpc) ready: i64,
}

impl Owned for Ipv6Gateway {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for Ipv6Gateway {
    fn course(&self) -> (i64, i64) {
        (self.made, self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<Ipv6Gateway> {
    Ok(Ipv6Gateway {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        vpc: row.text(4)?,
        name: row.text(5)?,
        description: row.text(6)?,
        resource_group: row.text(7)?,
        made: row.int(8)?,
        ready: row.int(9)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut Ipv6Gateway) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_ipv6_gateway (id, seq, account, region, vpc, name, description, resource_group, made, ready)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (id) DO UPDATE SET vpc = excluded.vpc, name = excluded.name, description = excluded.description,
         resource_group = excluded.resource_group, ready = excluded.ready",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.vpc,
            &it.name,
            &it.description,
            &it.resource_group,
            it.made,
            it.ready,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<Ipv6Gateway>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of an account in a region, the newest first.
pub(in crate::vpc) fn all(
    tx: &mut dyn Tx,
    account: &str,
    region: &str,
) -> Result<Vec<Ipv6Gateway>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY seq DESC"),
        args![account, region],
        read,
    )
}

/// Those of an account in all regions, the oldest first.
pub(in crate::vpc) fn everywhere(tx: &mut dyn Tx, account: &str) -> Result<Vec<Ipv6Gateway>> {
    tx.rows(select!("WHERE account = $1 ORDER BY seq"), args![account], read)
}

/// Those of a vpc, the newest first.
pub(in crate::vpc) fn of_vpc(tx: &mut dyn Tx, vpc: &str) -> Result<Vec<Ipv6Gateway>> {
    tx.rows(select!("WHERE vpc = $1 ORDER BY seq DESC"), args![vpc], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &Ipv6Gateway) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_ipv6_gateway WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
