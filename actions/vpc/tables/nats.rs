//! NAT gateways.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    vpc::tables::{Owned, Settling},
};

// access_mode and access_tunnel are empty unless given; the gateway is created until ready or, with leaving, deleted.
pub(super) const TABLE: &str = "CREATE TABLE vpc_nat_gateway (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, account TEXT NOT NULL,
        region TEXT NOT NULL, vpc TEXT NOT NULL, vswitch TEXT NOT NULL, zone TEXT NOT NULL, name TEXT NOT NULL,
        description TEXT NOT NULL, network_type TEXT NOT NULL, eip_bind_mode TEXT NOT NULL,
        icmp_reply BIGINT NOT NULL, private_link BIGINT NOT NULL, session_log BIGINT NOT NULL,
        access_mode TEXT NOT NULL, access_tunnel TEXT NOT NULL, snat_table TEXT NOT NULL,
        forward_table TEXT NOT NULL, full_table TEXT NOT NULL, eni TEXT NOT NULL, inner_ip TEXT NOT NULL,
        protected BIGINT NOT NULL, made BIGINT NOT NULL, ready BIGINT NOT NULL, leaving BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_nat_gateway_account ON vpc_nat_gateway (account, region, seq)";
pub(super) const BY_VPC: &str = "CREATE INDEX vpc_nat_gateway_vpc ON vpc_nat_gateway (vpc)";
pub(super) const BY_VSWITCH: &str =
    "CREATE INDEX vpc_nat_gateway_vswitch ON vpc_nat_gateway (vswitch)";
pub(super) const BY_SNAT_TABLE: &str =
    "CREATE UNIQUE INDEX vpc_nat_gateway_snat_table ON vpc_nat_gateway (snat_table)";
pub(super) const BY_FORWARD_TABLE: &str =
    "CREATE UNIQUE INDEX vpc_nat_gateway_forward_table ON vpc_nat_gateway (forward_table)";

/// What the tally counts.
const KIND: &str = "vpc_nat_gateway";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, account, region, vpc, vswitch, zone, name, description, network_type, eip_bind_mode,
             icmp_reply, private_link, session_log, access_mode, access_tunnel, snat_table, forward_table,
             full_table, eni, inner_ip, protected, made, ready, leaving FROM vpc_nat_gateway ",
            $rest
        )
    };
}

/// A NAT gateway.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(in crate::vpc) struct Nat {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) seq: i64,
    pub(in crate::vpc) account: String,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) vpc: String,
    pub(in crate::vpc) vswitch: String,
    pub(in crate::vpc) zone: String,
    pub(in crate::vpc) name: String,
    pub(in crate::vpc) description: String,
    pub(in crate::vpc) network_type: String,
    pub(in crate::vpc) eip_bind_mode: String,
    pub(in crate::vpc) icmp_reply: bool,
    pub(in crate::vpc) private_link: bool,
    pub(in crate::vpc) session_log: bool,
    pub(in crate::vpc) access_mode: String,
    pub(in crate::vpc) access_tunnel: String,
    pub(in crate::vpc) snat_table: String,
    pub(in crate::vpc) forward_table: String,
    pub(in crate::vpc) full_table: String,
    pub(in crate::vpc) eni: String,
    pub(in crate::vpc) private_ip: String,
    pub(in crate::vpc) protected: bool,
    pub(in crate::vpc) made: i64,
    /// Until when it is created or deleted.
    pub(in crate::vpc) ready: i64,
    pub(in crate::vpc) leaving: bool,
}

impl Owned for Nat {
    fn owner(&self) -> (&str, &str) {
        (&self.account, &self.region)
    }
}

impl Settling for Nat {
    fn course(&self) -> (i64, i64) {
        (self.made, self.ready)
    }
}

fn read(row: &Row<'_>) -> Result<Nat> {
    Ok(Nat {
        id: row.text(0)?,
        seq: row.int(1)?,
        account: row.text(2)?,
        region: row.text(3)?,
        vpc: row.text(4)?,
        vswitch: row.text(5)?,
        zone: row.text(6)?,
        name: row.text(7)?,
        description: row.text(8)?,
        network_type: row.text(9)?,
        eip_bind_mode: row.text(10)?,
        icmp_reply: row.flag(11)?,
        private_link: row.flag(12)?,
        session_log: row.flag(13)?,
        access_mode: row.text(14)?,
        access_tunnel: row.text(15)?,
        snat_table: row.text(16)?,
        forward_table: row.text(17)?,
        full_table: row.text(18)?,
        eni: row.text(19)?,
        private_ip: row.text(20)?,
        protected: row.flag(21)?,
        made: row.int(22)?,
        ready: row.int(23)?,
        leaving: row.flag(24)?,
    })
}

/// Stores one: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, it: &mut Nat) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, &it.account, KIND)?;
    }
    tx.execute(
        "INSERT INTO vpc_nat_gateway (id, seq, account, region, vpc, vswitch, zone, name, description, network_type,
         eip_bind_mode, icmp_reply, private_link, session_log, access_mode, access_tunnel,
         snat_table, forward_table, full_table, eni, inner_ip, protected, made, ready, leaving)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
         $22, $23, $24, $25)
         ON CONFLICT (id) DO UPDATE SET vpc = excluded.vpc, vswitch = excluded.vswitch, zone = excluded.zone, name = excluded.name,
         description = excluded.description, network_type = excluded.network_type,
         eip_bind_mode = excluded.eip_bind_mode, icmp_reply = excluded.icmp_reply,
         private_link = excluded.private_link, session_log = excluded.session_log,
         access_mode = excluded.access_mode, access_tunnel = excluded.access_tunnel,
         snat_table = excluded.snat_table, forward_table = excluded.forward_table,
         full_table = excluded.full_table, eni = excluded.eni, inner_ip = excluded.inner_ip,
         protected = excluded.protected, ready = excluded.ready, leaving = excluded.leaving",
        args![
            &it.id,
            it.seq,
            &it.account,
            &it.region,
            &it.vpc,
            &it.vswitch,
            &it.zone,
            &it.name,
            &it.description,
            &it.network_type,
            &it.eip_bind_mode,
            it.icmp_reply,
            it.private_link,
            it.session_log,
            &it.access_mode,
            &it.access_tunnel,
            &it.snat_table,
            &it.forward_table,
            &it.full_table,
            &it.eni,
            &it.private_ip,
            it.protected,
            it.made,
            it.ready,
            it.leaving,
        ],
    )?;
    Ok(())
}

/// The one of this id, of whatever account.
pub(in crate::vpc) fn of_id(tx: &mut dyn Tx, id: &str) -> Result<Option<Nat>> {
    tx.row(select!("WHERE id = $1"), args![id], read)
}

/// Those of an account in a region, the newest first.
pub(in crate::vpc) fn all(tx: &mut dyn Tx, account: &str, region: &str) -> Result<Vec<Nat>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY seq DESC"),
        args![account, region],
        read,
    )
}

/// Those of an account in all regions, the oldest first.
pub(in crate::vpc) fn everywhere(tx: &mut dyn Tx, account: &str) -> Result<Vec<Nat>> {
    tx.rows(select!("WHERE account = $1 ORDER BY seq"), args![account], read)
}

/// Those of a vpc, the newest first.
pub(in crate::vpc) fn of_vpc(tx: &mut dyn Tx, vpc: &str) -> Result<Vec<Nat>> {
    tx.rows(select!("WHERE vpc = $1 ORDER BY seq DESC"), args![vpc], read)
}

/// Those of a vswitch, the newest first.
pub(in crate::vpc) fn of_vswitch(tx: &mut dyn Tx, vswitch: &str) -> Result<Vec<Nat>> {
    tx.rows(select!("WHERE vswitch = $1 ORDER BY seq DESC"), args![vswitch], read)
}

/// The one with this snat table.
pub(in crate::vpc) fn of_snat_table(tx: &mut dyn Tx, snat_table: &str) -> Result<Option<Nat>> {
    tx.row(select!("WHERE snat_table = $1"), args![snat_table], read)
}

/// The one with this forward table.
pub(in crate::vpc) fn of_forward_table(
    tx: &mut dyn Tx,
    forward_table: &str,
) -> Result<Option<Nat>> {
    tx.row(select!("WHERE forward_table = $1"), args![forward_table], read)
}

/// Deletes one.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, it: &Nat) -> Result<()> {
    let gone = tx.execute("DELETE FROM vpc_nat_gateway WHERE id = $1", args![&it.id])?;
    store::tally_sub(tx, &it.account, KIND, gone)
}
