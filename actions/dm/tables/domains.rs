//! Domains that mail is sent from.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Secret, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

// ownership, spf, mx, cname, dkim and dmarc say whether the DNS record of that kind is there.
pub(super) const TABLE: &str = "CREATE TABLE dm_domain (
        id BIGINT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL,
        selector TEXT NOT NULL, bits BIGINT NOT NULL, public_key TEXT NOT NULL, ownership_text TEXT NOT NULL,
        ownership BIGINT NOT NULL, spf BIGINT NOT NULL, mx BIGINT NOT NULL, cname BIGINT NOT NULL,
        dkim BIGINT NOT NULL, dmarc BIGINT NOT NULL, password_digest TEXT, made BIGINT NOT NULL,
        UNIQUE (region, name)
    )";
pub(super) const BY_OWNER: &str = "CREATE INDEX dm_domain_owner ON dm_domain (region, account, id)";

const DOMAIN: IdSequence = IdSequence::new("dm_domain", 158_911);

macro_rules! domains {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, name, selector, bits, public_key, ownership_text, ownership, spf, mx, cname, dkim, dmarc,
             password_digest, made, account FROM dm_domain WHERE region = $1 ",
            $($rest),+
        )
    };
}

/// A domain, and which of its DNS records are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Domain {
    /// 0 until it is stored.
    pub(in crate::dm) id: i64,
    pub(in crate::dm) name: String,
    pub(in crate::dm) selector: String,
    /// The length of the DKIM key.
    pub(in crate::dm) bits: i64,
    /// The public key of DKIM: DER in Base64.
    pub(in crate::dm) public_key: String,
    /// What the TXT record of the owner holds.
    pub(in crate::dm) ownership_text: String,
    pub(in crate::dm) records: Records,
    /// The digest of the password of all its addresses at the SMTP server.
    pub(in crate::dm) password_digest: Option<String>,
    pub(in crate::dm) made: i64,
    /// The account that has it.
    pub(in crate::dm) account: String,
}

/// Which DNS records of a domain are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a DNS record, there or not")]
pub(in crate::dm) struct Records {
    pub(in crate::dm) ownership: bool,
    pub(in crate::dm) spf: bool,
    pub(in crate::dm) mx: bool,
    pub(in crate::dm) cname: bool,
    pub(in crate::dm) dkim: bool,
    pub(in crate::dm) dmarc: bool,
}

impl Records {
    /// All are there.
    pub(in crate::dm) const ALL: Self =
        Self { ownership: true, spf: true, mx: true, cname: true, dkim: true, dmarc: true };

    /// Whether mail may be sent: the record for tracking and that for reports are not needed.
    pub(in crate::dm) const fn are_enough(self) -> bool {
        self.ownership && self.spf && self.mx && self.dkim
    }
}

/// The owner's domain of this id.
pub(in crate::dm) fn domain(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<Option<Domain>> {
    tx.row(domains!("AND account = $2 AND id = $3"), args![owner.region, owner.account, id], read)
}

/// The domain of this name in a region, whoever has it.
pub(in crate::dm) fn named(tx: &mut dyn Tx, region: &str, name: &str) -> Result<Option<Domain>> {
    tx.row(domains!("AND name = $2"), args![region, name], read)
}

/// Inserts or updates a domain. A new one gets the next id.
pub(in crate::dm) fn put(tx: &mut dyn Tx, owner: Owner<'_>, d: &mut Domain) -> Result<()> {
    if d.id == 0 {
        d.id = DOMAIN.add(tx, owner)?;
    }
    tx.execute(
        "INSERT INTO dm_domain (id, region, account, name, selector, bits, public_key, ownership_text,
         ownership, spf, mx, cname, dkim, dmarc, password_digest, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (id) DO UPDATE SET selector = excluded.selector, bits = excluded.bits,
         public_key = excluded.public_key, ownership = excluded.ownership, spf = excluded.spf,
         mx = excluded.mx, cname = excluded.cname, dkim = excluded.dkim, dmarc = excluded.dmarc,
         password_digest = excluded.password_digest",
        args![
            d.id,
            owner.region,
            owner.account,
            &d.name,
            &d.selector,
            d.bits,
            &d.public_key,
            &d.ownership_text,
            d.records.ownership,
            d.records.spf,
            d.records.mx,
            d.records.cname,
            d.records.dkim,
            d.records.dmarc,
            Secret(&d.password_digest),
            d.made,
        ],
    )?;
    Ok(())
}

/// Deletes it.
pub(in crate::dm) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<()> {
    let gone = tx.execute("DELETE FROM dm_domain WHERE id = $1", args![id])?;
    DOMAIN.sub(tx, owner, gone)
}

/// How many the owner has.
pub(in crate::dm) fn count(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    DOMAIN.count(tx, owner)
}

const LIST: FilteredList = filtered!(
    domains,
    "dm_domain WHERE region = $1 ",
    "AND account = $2 AND (CAST($3 AS TEXT) IS NULL OR name LIKE $3 ESCAPE '!')
     AND (CAST($4 AS BIGINT) IS NULL OR (ownership * spf * mx * dkim) <> $4) ",
    "ORDER BY id DESC LIMIT $5 OFFSET $6"
);

/// One page of the domains, newest first, and the total. `like` is a [pattern](crate::shared::filters::pattern); `status`
/// is 0 for those that mail may be sent from and 1 for the others.
pub(in crate::dm) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (like, status): (Option<&str>, Option<i64>),
    page: Page,
) -> Result<(Vec<Domain>, i64)> {
    LIST.list(tx, args![owner.region, owner.account, like, status], None, page, read)
}

fn read(row: &Row<'_>) -> Result<Domain> {
    Ok(Domain {
        id: row.int(0)?,
        name: row.text(1)?,
        selector: row.text(2)?,
        bits: row.int(3)?,
        public_key: row.text(4)?,
        ownership_text: row.text(5)?,
        records: Records {
            ownership: row.flag(6)?,
            spf: row.flag(7)?,
            mx: row.flag(8)?,
            cname: row.flag(9)?,
            dkim: row.flag(10)?,
            dmarc: row.flag(11)?,
        },
        password_digest: row.opt_text(12)?,
        made: row.int(13)?,
        account: row.text(14)?,
    })
}
