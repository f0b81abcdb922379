//! Network ACLs.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

// ingress and egress are JSON lists of entries, in their order.
pub(super) const TABLE: &str = "CREATE TABLE vpc_network_acl (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, vpc TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
        ingress TEXT NOT NULL, egress TEXT NOT NULL, made BIGINT NOT NULL, ready BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_network_acl_account ON vpc_network_acl (account, region, seq)";
pub(super) const BY_VPC: &str = "CREATE INDEX vpc_network_acl_vpc ON vpc_network_acl (vpc)";

pub(super) const SINCE: &str =
    "ALTER TABLE vpc_network_acl ADD COLUMN since BIGINT NOT NULL DEFAULT 0";

/// What the tally counts.
const KIND: &str = "vpc_network_acl";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, vpc, name, description, ingress, egress, made, ready, since FROM vpc_network_acl ",
            $rest
        )
    };
}

/// A network ACL.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Acl {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) vpc: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    /// The entries for what comes in, as a JSON list.
    pub(in crate::vpc) ingress: String,
    /// The entries for what goes out, as a JSON list.
    pub(in crate::vpc) egress: String,
    pub(in crate::vpc) made: i64,
    /// Until when it is being modified.
    pub(in crate::vpc) ready: i64,
    /// When it was last changed; 0 for never.
    pub(in crate::vpc) since: i64,
}

impl Owned for Acl {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for Acl {
    fn course(&self) -> (i64, i64) {
        (self.since.max(self.made), self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<Acl> {
    Ok(Acl {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        vpc: row.text(4)?,
        name: row.text(5)?,
        description: row.text(6)?,
        ingress: row.text(7)?,
        egress: row.text(8)?,
        made: row.int(9)?,
        ready: row.int(10)?,
        since: row.int(11)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut Acl) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_network_acl (id, seq, account, region, vpc, name, description, ingress, egress, made, ready, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE SET vpc = excluded.vpc, name = excluded.name, description = excluded.description,
         ingress = excluded.ingress, egress = excluded.egress, ready = excluded.ready, since = excluded.since",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.vpc,
            &it.name,
            &it.description,
            &it.ingress,
            &it.egress,
            it.made,
            it.ready,
            it.since,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<Acl>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of an account in a region, the newest first.
pub(in crate::vpc) fn all(tx: &mut dyn Tx, account: &str, region: &str) -> Result<Vec<Acl>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY seq DESC"),
        args![account, region],
        read,
    )
}

/// Those of a vpc, the newest first.
pub(in crate::vpc) fn of_vpc(tx: &mut dyn Tx, vpc: &str) -> Result<Vec<Acl>> {
    tx.rows(select!("WHERE vpc = $1 ORDER BY seq DESC"), args![vpc], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &Acl) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_network_acl WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
