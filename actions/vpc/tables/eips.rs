//! Elastic IP addresses.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

// resource_group is empty for the default one; package is the shared bandwidth, package_bandwidth the limit in it, 0 for none; owner is
// what it is associated with, or until ready, with leaving, was.
pub(super) const TABLE: &str = "CREATE TABLE vpc_eip (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, address TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
        bandwidth BIGINT NOT NULL, internet_charge TEXT NOT NULL, charge TEXT NOT NULL, isp TEXT NOT NULL,
        netmode TEXT NOT NULL, security TEXT NOT NULL, zone TEXT NOT NULL, resource_group TEXT NOT NULL,
        protected BIGINT NOT NULL, package TEXT NOT NULL, package_bandwidth BIGINT NOT NULL,
        owner_type TEXT NOT NULL, owner TEXT NOT NULL, owner_region TEXT NOT NULL, inner_ip TEXT NOT NULL,
        mode TEXT NOT NULL, vpc TEXT NOT NULL, leaving BIGINT NOT NULL, made BIGINT NOT NULL,
        ready BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_eip_account ON vpc_eip (account, region, seq)";
pub(super) const BY_ADDRESS: &str = "CREATE UNIQUE INDEX vpc_eip_address ON vpc_eip (address)";
pub(super) const BY_OWNER: &str = "CREATE INDEX vpc_eip_owner ON vpc_eip (owner)";
pub(super) const BY_PACKAGE: &str = "CREATE INDEX vpc_eip_package ON vpc_eip (package)";

pub(super) const SINCE: &str = "ALTER TABLE vpc_eip ADD COLUMN since BIGINT NOT NULL DEFAULT 0";

/// What the tally counts.
const KIND: &str = "vpc_eip";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, address, name, description, bandwidth, internet_charge, charge, isp,
             netmode, security, zone, resource_group, protected, package, package_bandwidth, owner_type, owner,
             owner_region, inner_ip, mode, vpc, leaving, made, ready, since FROM vpc_eip ",
            $rest
        )
    };
}

/// An elastic IP address.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Eip {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) address: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    pub(in crate::vpc) bandwidth: i64,
    pub(in crate::vpc) internet_charge: String,
    pub(in crate::vpc) charge: String,
    pub(in crate::vpc) isp: String,
    pub(in crate::vpc) netmode: String,
    /// The types of protection, with commas between them.
    pub(in crate::vpc) security: String,
    pub(in crate::vpc) zone: String,
    /// Empty for the default one.
    pub(in crate::vpc) resource_group: String,
    pub(in crate::vpc) protected: bool,
    /// The shared bandwidth that it is in; empty for none.
    pub(in crate::vpc) package: String,
    /// Its limit in the shared bandwidth; 0 for none.
    pub(in crate::vpc) package_bandwidth: i64,
    pub(in crate::vpc) owner_type: String,
    /// What it is associated with; empty for nothing.
    pub(in crate::vpc) owner: String,
    pub(in crate::vpc) owner_region: String,
    pub(in crate::vpc) private_ip: String,
    pub(in crate::vpc) mode: String,
    pub(in crate::vpc) vpc: String,
    /// Whether the association is being undone.
    pub(in crate::vpc) leaving: bool,
    pub(in crate::vpc) made: i64,
    /// Until when the association changes.
    pub(in crate::vpc) ready: i64,
    /// When it was last changed; 0 for never.
    pub(in crate::vpc) since: i64,
}

impl Owned for Eip {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for Eip {
    fn course(&self) -> (i64, i64) {
        (self.since.max(self.made), self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<Eip> {
    Ok(Eip {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        address: row.text(4)?,
        name: row.text(5)?,
        description: row.text(6)?,
        bandwidth: row.int(7)?,
        internet_charge: row.text(8)?,
        charge: row.text(9)?,
        isp: row.text(10)?,
        netmode: row.text(11)?,
        security: row.text(12)?,
        zone: row.text(13)?,
        resource_group: row.text(14)?,
        protected: row.flag(15)?,
        package: row.text(16)?,
        package_bandwidth: row.int(17)?,
        owner_type: row.text(18)?,
        owner: row.text(19)?,
        owner_region: row.text(20)?,
        private_ip: row.text(21)?,
        mode: row.text(22)?,
        vpc: row.text(23)?,
        leaving: row.flag(24)?,
        made: row.int(25)?,
        ready: row.int(26)?,
        since: row.int(27)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut Eip) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_eip (id, seq, account, region, address, name, description, bandwidth, internet_charge, charge,
         isp, netmode, security, zone, resource_group, protected, package, package_bandwidth,
         owner_type, owner, owner_region, inner_ip, mode, vpc, leaving, made, ready, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
         $22, $23, $24, $25, $26, $27, $28)
         ON CONFLICT (id) DO UPDATE SET address = excluded.address, name = excluded.name, description = excluded.description,
         bandwidth = excluded.bandwidth, internet_charge = excluded.internet_charge,
         charge = excluded.charge, isp = excluded.isp, netmode = excluded.netmode,
         security = excluded.security, zone = excluded.zone, resource_group = excluded.resource_group,
         protected = excluded.protected, package = excluded.package,
         package_bandwidth = excluded.package_bandwidth, owner_type = excluded.owner_type,
         owner = excluded.owner, owner_region = excluded.owner_region,
         inner_ip = excluded.inner_ip, mode = excluded.mode, vpc = excluded.vpc,
         leaving = excluded.leaving, ready = excluded.ready, since = excluded.since",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.address,
            &it.name,
            &it.description,
            it.bandwidth,
            &it.internet_charge,
            &it.charge,
            &it.isp,
            &it.netmode,
            &it.security,
            &it.zone,
            &it.resource_group,
            it.protected,
            &it.package,
            it.package_bandwidth,
            &it.owner_type,
            &it.owner,
            &it.owner_region,
            &it.private_ip,
            &it.mode,
            &it.vpc,
            it.leaving,
            it.made,
            it.ready,
            it.since,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<Eip>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of an account in a region, the newest first.
pub(in crate::vpc) fn all(tx: &mut dyn Tx, account: &str, region: &str) -> Result<Vec<Eip>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY seq DESC"),
        args![account, region],
        read,
    )
}

/// Those of an account in all regions, the oldest first.
pub(in crate::vpc) fn everywhere(tx: &mut dyn Tx, account: &str) -> Result<Vec<Eip>> {
    tx.rows(select!("WHERE account = $1 ORDER BY seq"), args![account], read)
}

/// The one with this address.
pub(in crate::vpc) fn of_address(tx: &mut dyn Tx, address: &str) -> Result<Option<Eip>> {
    tx.row(select!("WHERE address = $1"), args![address], read)
}

/// Those of a owner, the newest first.
pub(in crate::vpc) fn of_owner(tx: &mut dyn Tx, owner: &str) -> Result<Vec<Eip>> {
    tx.rows(select!("WHERE owner = $1 ORDER BY seq DESC"), args![owner], read)
}

/// Those of a package, the newest first.
pub(in crate::vpc) fn of_package(tx: &mut dyn Tx, package: &str) -> Result<Vec<Eip>> {
    tx.rows(select!("WHERE package = $1 ORDER BY seq DESC"), args![package], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &Eip) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_eip WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
