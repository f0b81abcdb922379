//! SNAT entries.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

// vswitch is empty where a block is the source; ips have commas between them.
pub(super) const TABLE: &str = "CREATE TABLE vpc_snat_entry (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, nat TEXT NOT NULL, snat_table TEXT NOT NULL, vswitch TEXT NOT NULL,
        cidr TEXT NOT NULL, ips TEXT NOT NULL, name TEXT NOT NULL, affinity BIGINT NOT NULL,
        interface TEXT NOT NULL, made BIGINT NOT NULL, ready BIGINT NOT NULL, modified BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_snat_entry_account ON vpc_snat_entry (account, region, seq)";
pub(super) const BY_NAT: &str = "CREATE INDEX vpc_snat_entry_nat ON vpc_snat_entry (nat)";
pub(super) const BY_VSWITCH: &str =
    "CREATE INDEX vpc_snat_entry_vswitch ON vpc_snat_entry (vswitch)";

pub(super) const SINCE: &str =
    "ALTER TABLE vpc_snat_entry ADD COLUMN since BIGINT NOT NULL DEFAULT 0";

/// What the tally counts.
const KIND: &str = "vpc_snat_entry";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, nat, snat_table, vswitch, cidr, ips, name, affinity, interface, made,
             ready, modified, since FROM vpc_snat_entry ",
            $rest
        )
    };
}

/// A SNAT entry.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Snat {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) nat: String,
    pub(in crate::vpc) snat_table: String,
    /// The vSwitch that is the source; empty where a block is.
    pub(in crate::vpc) vswitch: String,
    pub(in crate::vpc) cidr: String,
    /// The addresses, with commas between them.
    pub(in crate::vpc) ips: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) affinity: i64,
    pub(in crate::vpc) interface: String,
    pub(in crate::vpc) made: i64,
    /// Until when it is pending or being modified.
    pub(in crate::vpc) ready: i64,
    pub(in crate::vpc) modified: bool,
    /// When it was last changed; 0 for never.
    pub(in crate::vpc) since: i64,
}

impl Owned for Snat {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for Snat {
    fn course(&self) -> (i64, i64) {
        (self.since.max(self.made), self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<Snat> {
    Ok(Snat {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        nat: row.text(4)?,
        snat_table: row.text(5)?,
        vswitch: row.text(6)?,
        cidr: row.text(7)?,
        ips: row.text(8)?,
        name: row.text(9)?,
        affinity: row.int(10)?,
        interface: row.text(11)?,
        made: row.int(12)?,
        ready: row.int(13)?,
        modified: row.flag(14)?,
        since: row.int(15)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut Snat) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_snat_entry (id, seq, account, region, nat, snat_table, vswitch, cidr, ips, name, affinity, interface,
         made, ready, modified, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (id) DO UPDATE SET nat = excluded.nat, snat_table = excluded.snat_table, vswitch = excluded.vswitch,
         cidr = excluded.cidr, ips = excluded.ips, name = excluded.name, affinity = excluded.affinity,
         interface = excluded.interface, ready = excluded.ready, modified = excluded.modified, since = excluded.since",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.nat,
            &it.snat_table,
            &it.vswitch,
            &it.cidr,
            &it.ips,
            &it.name,
            it.affinity,
            &it.interface,
            it.made,
            it.ready,
            it.modified,
            it.since,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<Snat>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of a nat, the newest first.
pub(in crate::vpc) fn of_nat(tx: &mut dyn Tx, nat: &str) -> Result<Vec<Snat>> {
    tx.rows(select!("WHERE nat = $1 ORDER BY seq DESC"), args![nat], read)
}

/// Those of a vswitch, the newest first.
pub(in crate::vpc) fn of_vswitch(tx: &mut dyn Tx, vswitch: &str) -> Result<Vec<Snat>> {
    tx.rows(select!("WHERE vswitch = $1 ORDER BY seq DESC"), args![vswitch], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &Snat) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_snat_entry WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
