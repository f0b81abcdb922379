//! Shared bandwidth.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::Owned,
};

pub(super) const TABLE: &str = "CREATE TABLE vpc_bandwidth_package (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, bandwidth BIGINT NOT NULL,
        internet_charge TEXT NOT NULL, ratio BIGINT NOT NULL, isp TEXT NOT NULL, zone TEXT NOT NULL,
        security TEXT NOT NULL, resource_group TEXT NOT NULL, protected BIGINT NOT NULL, made BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_bandwidth_package_account ON vpc_bandwidth_package (account, region, seq)";

/// What the tally counts.
const KIND: &str = "vpc_bandwidth_package";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, name, description, bandwidth, internet_charge, ratio, isp, zone,
             security, resource_group, protected, made FROM vpc_bandwidth_package ",
            $rest
        )
    };
}

/// A shared bandwidth.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Package {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    pub(in crate::vpc) bandwidth: i64,
    pub(in crate::vpc) internet_charge: String,
    pub(in crate::vpc) ratio: i64,
    pub(in crate::vpc) isp: String,
    pub(in crate::vpc) zone: String,
    /// The types of protection, with commas between them.
    pub(in crate::vpc) security: String,
    /// Empty for the default one.
    pub(in crate::vpc) resource_group: String,
    pub(in crate::vpc) protected: bool,
    pub(in crate::vpc) made: i64,
}

impl Owned for Package {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

fn read(row: &Row<'_>) -> Result<Package> {
    Ok(Package {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        name: row.text(4)?,
        description: row.text(5)?,
        bandwidth: row.int(6)?,
        internet_charge: row.text(7)?,
        ratio: row.int(8)?,
        isp: row.text(9)?,
        zone: row.text(10)?,
        security: row.text(11)?,
        resource_group: row.text(12)?,
        protected: row.flag(13)?,
        made: row.int(14)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut Package) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_bandwidth_package (id, seq, account, region, name, description, bandwidth, internet_charge, ratio, isp,
         zone, security, resource_group, protected, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description, bandwidth = excluded.bandwidth,
         internet_charge = excluded.internet_charge, ratio = excluded.ratio, isp = excluded.isp,
         zone = excluded.zone, security = excluded.security, resource_group = excluded.resource_group,
         protected = excluded.protected",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.name,
            &it.description,
            it.bandwidth,
            &it.internet_charge,
            it.ratio,
            &it.isp,
            &it.zone,
            &it.security,
            &it.resource_group,
            it.protected,
            it.made,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<Package>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of an account in a region, the newest first.
pub(in crate::vpc) fn all(tx: &mut dyn Tx, account: &str, region: &str) -> Result<Vec<Package>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY seq DESC"),
        args![account, region],
        read,
    )
}

/// Those of an account in all regions, the oldest first.
pub(in crate::vpc) fn everywhere(tx: &mut dyn Tx, account: &str) -> Result<Vec<Package>> {
    tx.rows(select!("WHERE account = $1 ORDER BY seq"), args![account], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &Package) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_bandwidth_package WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
