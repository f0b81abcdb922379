//! DNAT entries.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

pub(super) const TABLE: &str = "CREATE TABLE vpc_forward_entry (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, nat TEXT NOT NULL, forward_table TEXT NOT NULL, external_ip TEXT NOT NULL,
        external_port TEXT NOT NULL, internal_ip TEXT NOT NULL, internal_port TEXT NOT NULL,
        protocol TEXT NOT NULL, name TEXT NOT NULL, made BIGINT NOT NULL, ready BIGINT NOT NULL,
        modified BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_forward_entry_account ON vpc_forward_entry (account, region, seq)";
pub(super) const BY_NAT: &str = "CREATE INDEX vpc_forward_entry_nat ON vpc_forward_entry (nat)";

pub(super) const SINCE: &str =
    "ALTER TABLE vpc_forward_entry ADD COLUMN since BIGINT NOT NULL DEFAULT 0";

/// What the tally counts.
const KIND: &str = "vpc_forward_entry";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, nat, forward_table, external_ip, external_port, internal_ip,
             internal_port, protocol, name, made, ready, modified, since FROM vpc_forward_entry ",
            $rest
        )
    };
}

/// A DNAT entry.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Forward {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) nat: String,
    pub(in crate::vpc) forward_table: String,
    pub(in crate::vpc) external_ip: String,
    pub(in crate::vpc) external_port: String,
    pub(in crate::vpc) internal_ip: String,
    pub(in crate::vpc) internal_port: String,
    pub(in crate::vpc) protocol: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) made: i64,
    /// Until when it is pending or being modified.
    pub(in crate::vpc) ready: i64,
    pub(in crate::vpc) modified: bool,
    /// When it was last changed; 0 for never.
    pub(in crate::vpc) since: i64,
}

impl Owned for Forward {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for Forward {
    fn course(&self) -> (i64, i64) {
        (self.since.max(self.made), self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<Forward> {
    Ok(Forward {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        nat: row.text(4)?,
        forward_table: row.text(5)?,
        external_ip: row.text(6)?,
        external_port: row.text(7)?,
        internal_ip: row.text(8)?,
        internal_port: row.text(9)?,
        protocol: row.text(10)?,
        name: row.text(11)?,
        made: row.int(12)?,
        ready: row.int(13)?,
        modified: row.flag(14)?,
        since: row.int(15)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut Forward) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_forward_entry (id, seq, account, region, nat, forward_table, external_ip, external_port, internal_ip,
         internal_port, protocol, name, made, ready, modified, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (id) DO UPDATE SET nat = excluded.nat, forward_table = excluded.forward_table,
         external_ip = excluded.external_ip, external_port = excluded.external_port,
         internal_ip = excluded.internal_ip, internal_port = excluded.internal_port,
         protocol = excluded.protocol, name = excluded.name, ready = excluded.ready,
         modified = excluded.modified, since = excluded.since",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.nat,
            &it.forward_table,
            &it.external_ip,
            &it.external_port,
            &it.internal_ip,
            &it.internal_port,
            &it.protocol,
            &it.name,
            it.made,
            it.ready,
            it.modified,
            it.since,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<Forward>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of a nat, the newest first.
pub(in crate::vpc) fn of_nat(tx: &mut dyn Tx, nat: &str) -> Result<Vec<Forward>> {
    tx.rows(select!("WHERE nat = $1 ORDER BY seq DESC"), args![nat], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &Forward) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_forward_entry WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
