//! Subscription instances and their applications.

use super::{IdSequence, Owner, certificate_counts::TimeRange, group_id};
use crate::{
    args,
    cas::instances::instance_states::Instances,
    ports::store::{Result, Row, StoreError, Tx},
    request::page::Page,
    shared::states::State,
};

// state is one of instance_states, status its name in answers, without regard to the time. verdict
// is pass, fail or hold; contacts is a JSON array of ids. order_starts is when the last application
// was submitted, order_ends when it completed.
pub(super) const TABLE: &str = "CREATE TABLE cas_instance (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT COLLATE \"C\" NOT NULL,
        state TEXT NOT NULL, status TEXT NOT NULL, ends BIGINT NOT NULL, starts BIGINT NOT NULL,
        kind TEXT NOT NULL, spec TEXT NOT NULL, brand TEXT NOT NULL, type TEXT NOT NULL,
        version TEXT NOT NULL, plain BIGINT NOT NULL, wildcard BIGINT NOT NULL,
        auto_reissue BIGINT NOT NULL, resource_group TEXT NOT NULL, search TEXT NOT NULL,
        name TEXT, domain TEXT, csr TEXT, csr_method TEXT NOT NULL, key_algorithm TEXT NOT NULL,
        validation TEXT NOT NULL, contacts TEXT NOT NULL, company BIGINT, country TEXT,
        token TEXT NOT NULL, verdict TEXT NOT NULL, result TEXT, certificate BIGINT,
        revoked BIGINT, order_starts BIGINT, order_ends BIGINT,
        PRIMARY KEY (site, account, seq), UNIQUE (site, id)
    )";
pub(super) const BY_CERTIFICATE: &str =
    "CREATE INDEX cas_instance_certificate ON cas_instance (site, account, certificate)";

const INSTANCE: IdSequence = IdSequence::new("cas_instance", 1);

macro_rules! columns {
    () => {
        "i.seq, i.id, i.state, i.status, i.ends, i.starts, i.kind, i.spec, i.brand, i.type,
         i.version, i.plain, i.wildcard, i.auto_reissue, i.resource_group, i.name, i.domain,
         i.csr, i.csr_method, i.key_algorithm, i.validation, i.contacts, i.company, i.country,
         i.token, i.verdict, i.result, i.certificate, i.revoked, i.order_starts, i.order_ends"
    };
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Instance {
    /// 0 until it is stored.
    pub(in crate::cas) seq: i64,
    pub(in crate::cas) id: String,
    pub(in crate::cas) state: State<Instances>,
    /// The status in answers, without regard to the time.
    pub(in crate::cas) status: String,
    pub(in crate::cas) ends: i64,
    pub(in crate::cas) starts: i64,
    /// `BUY` or `TEST`.
    pub(in crate::cas) kind: String,
    pub(in crate::cas) spec: String,
    pub(in crate::cas) brand: String,
    /// `DV`, `OV` or `EV`.
    pub(in crate::cas) certificate_type: String,
    /// `basic`, `standard`, `professional` or `ultimate`.
    pub(in crate::cas) version: String,
    /// How many plain names it covers.
    pub(in crate::cas) plain: i64,
    /// How many wildcard names it covers.
    pub(in crate::cas) wildcard: i64,
    pub(in crate::cas) auto_reissue: bool,
    /// Empty stands for the account's default group until it is written.
    pub(in crate::cas) resource_group: String,
    /// The name of the certificate to issue.
    pub(in crate::cas) name: Option<String>,
    /// Comma-separated.
    pub(in crate::cas) domain: Option<String>,
    pub(in crate::cas) csr: Option<String>,
    /// `online` or `upload`.
    pub(in crate::cas) csr_method: String,
    pub(in crate::cas) key_algorithm: String,
    /// `DNS` or `HTTP`.
    pub(in crate::cas) validation: String,
    pub(in crate::cas) contacts: Vec<i64>,
    pub(in crate::cas) company: Option<i64>,
    pub(in crate::cas) country: Option<String>,
    pub(in crate::cas) token: String,
    /// `pass`, `fail` or `hold`.
    pub(in crate::cas) outcome: String,
    /// The result of the last application.
    pub(in crate::cas) result: Option<String>,
    pub(in crate::cas) certificate: Option<i64>,
    /// When its certificate was revoked.
    pub(in crate::cas) revoked: Option<i64>,
    pub(in crate::cas) order_starts: Option<i64>,
    pub(in crate::cas) order_ends: Option<i64>,
}

/// The instance of this id.
pub(in crate::cas) fn instance(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: &str,
) -> Result<Option<Instance>> {
    tx.row(
        concat!(
            "SELECT ",
            columns!(),
            " FROM cas_instance i WHERE i.site = $1 AND i.account = $2 AND i.id = $3"
        ),
        args![owner.site, owner.account, id],
        |row| read(row, &owner.default_group()),
    )
}

/// The account and the site of an instance.
pub(in crate::cas) fn owner_of(tx: &mut dyn Tx, id: &str) -> Result<Option<(String, String)>> {
    tx.row(
        "SELECT account, site FROM cas_instance WHERE id = $1 ORDER BY site DESC LIMIT 1",
        args![id],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// Inserts or updates an instance. A new one gets the next number.
pub(in crate::cas) fn put(tx: &mut dyn Tx, owner: Owner<'_>, i: &mut Instance) -> Result<()> {
    if i.seq == 0 {
        i.seq = INSTANCE.add(tx, owner)?;
    }
    let contacts = serde_json::Value::from(i.contacts.clone()).to_string();
    let (name, domain) = (i.name.as_deref(), i.domain.as_deref());
    let search = format!("{}\n{}\n{}", domain.unwrap_or_default(), name.unwrap_or_default(), i.id);
    tx.execute(
        "INSERT INTO cas_instance (site, account, seq, id, state, status, ends, starts, kind, spec,
         brand, type, version, plain, wildcard, auto_reissue, resource_group, search, name, domain,
         csr, csr_method, key_algorithm, validation, contacts, company, country, token, verdict,
         result, certificate, revoked, order_starts, order_ends)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)
         ON CONFLICT (site, account, seq) DO UPDATE SET state = excluded.state,
         status = excluded.status, auto_reissue = excluded.auto_reissue,
         resource_group = excluded.resource_group, search = excluded.search, name = excluded.name,
         domain = excluded.domain, csr = excluded.csr, csr_method = excluded.csr_method,
         key_algorithm = excluded.key_algorithm, validation = excluded.validation,
         contacts = excluded.contacts, company = excluded.company, country = excluded.country,
         token = excluded.token, verdict = excluded.verdict, result = excluded.result,
         certificate = excluded.certificate, revoked = excluded.revoked,
         order_starts = excluded.order_starts, order_ends = excluded.order_ends",
        args![
            owner.site,
            owner.account,
            i.seq,
            &i.id,
            i.state.as_str(),
            &i.status,
            i.ends,
            i.starts,
            &i.kind,
            &i.spec,
            &i.brand,
            &i.certificate_type,
            &i.version,
            i.plain,
            i.wildcard,
            i.auto_reissue,
            owner.stored_group(&i.resource_group),
            search.to_lowercase(),
            &i.name,
            &i.domain,
            &i.csr,
            &i.csr_method,
            &i.key_algorithm,
            &i.validation,
            contacts,
            i.company,
            &i.country,
            &i.token,
            &i.outcome,
            &i.result,
            i.certificate,
            i.revoked,
            i.order_starts,
            i.order_ends,
        ],
    )?;
    Ok(())
}

pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, seq: i64) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM cas_instance WHERE site = $1 AND account = $2 AND seq = $3",
        args![owner.site, owner.account, seq],
    )?;
    INSTANCE.sub(tx, owner, gone)
}

/// Which instances a list shows.
#[derive(Clone, Copy, Debug)]
pub(in crate::cas) struct Filter<'a> {
    /// Of one of these two statuses, if any is given.
    pub(in crate::cas) statuses: Option<(&'a str, &'a str)>,
    /// When the instance ends.
    pub(in crate::cas) ends: TimeRange,
    /// When its certificate ends; `None` includes instances without one.
    pub(in crate::cas) certificate_ends: Option<TimeRange>,
    pub(in crate::cas) kind: Option<&'a str>,
    pub(in crate::cas) certificate_type: Option<&'a str>,
    pub(in crate::cas) brand: Option<&'a str>,
    pub(in crate::cas) version: Option<&'a str>,
    pub(in crate::cas) auto_reissue: Option<bool>,
    pub(in crate::cas) resource_group: Option<&'a str>,
    /// A [`pattern`](crate::shared::filters::pattern) for the domains, the name and the id.
    pub(in crate::cas) like: Option<&'a str>,
}

impl Filter<'_> {
    /// All of them.
    pub(in crate::cas) const ALL: Self = Self {
        statuses: None,
        ends: TimeRange::ANY,
        certificate_ends: None,
        kind: None,
        certificate_type: None,
        brand: None,
        version: None,
        auto_reissue: None,
        resource_group: None,
        like: None,
    };
}

macro_rules! filtered {
    ($what:expr, $end:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM cas_instance i LEFT JOIN cas_certificate c
              ON c.site = i.site AND c.account = i.account AND c.id = i.certificate
             WHERE i.site = $1 AND i.account = $2
             AND (CAST($3 AS TEXT) IS NULL OR i.status = $3 OR i.status = $4)
             AND i.ends >= $5 AND i.ends < $6
             AND (CAST($7 AS BIGINT) IS NULL OR (c.ends >= $7 AND c.ends < $8))
             AND (CAST($9 AS TEXT) IS NULL OR i.kind = $9)
             AND (CAST($10 AS TEXT) IS NULL OR i.type = $10)
             AND (CAST($11 AS TEXT) IS NULL OR i.brand = $11)
             AND (CAST($12 AS TEXT) IS NULL OR i.version = $12)
             AND (CAST($13 AS BIGINT) IS NULL OR i.auto_reissue = $13)
             AND (CAST($14 AS TEXT) IS NULL OR i.resource_group = $14)
             AND (CAST($15 AS TEXT) IS NULL OR i.search LIKE $15 ESCAPE '!') ",
            $end
        )
    };
}

/// One page of the instances, newest first.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    f: &Filter<'_>,
    page: Page,
) -> Result<Vec<Instance>> {
    let default = owner.default_group();
    let (one, other) = f.statuses.unzip();
    let (from, to) = f.certificate_ends.map(|TimeRange(from, to)| (from, to)).unzip();
    tx.rows(
        filtered!(columns!(), "ORDER BY i.seq DESC LIMIT $16 OFFSET $17"),
        args![
            owner.site,
            owner.account,
            one,
            other,
            f.ends.0,
            f.ends.1,
            from,
            to,
            f.kind,
            f.certificate_type,
            f.brand,
            f.version,
            f.auto_reissue,
            f.resource_group.map(|group| owner.stored_group(group)),
            f.like,
            page.size,
            page.skip()
        ],
        |row| read(row, &default),
    )
}

/// The number of instances, of those with automatic reissue, and of those with a certificate.
pub(in crate::cas) fn count(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    f: &Filter<'_>,
) -> Result<(i64, i64, i64)> {
    let (one, other) = f.statuses.unzip();
    let (from, to) = f.certificate_ends.map(|TimeRange(from, to)| (from, to)).unzip();
    tx.row(
        filtered!(
            "COUNT(*), CAST(COALESCE(SUM(i.auto_reissue), 0) AS BIGINT), COUNT(i.certificate)",
            ""
        ),
        args![
            owner.site,
            owner.account,
            one,
            other,
            f.ends.0,
            f.ends.1,
            from,
            to,
            f.kind,
            f.certificate_type,
            f.brand,
            f.version,
            f.auto_reissue,
            f.resource_group.map(|group| owner.stored_group(group)),
            f.like,
        ],
        |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)),
    )?
    .ok_or(StoreError::Shape)
}

fn read(row: &Row<'_>, default_group: &str) -> Result<Instance> {
    Ok(Instance {
        seq: row.int(0)?,
        id: row.text(1)?,
        state: State::read(&row.text(2)?)?,
        status: row.text(3)?,
        ends: row.int(4)?,
        starts: row.int(5)?,
        kind: row.text(6)?,
        spec: row.text(7)?,
        brand: row.text(8)?,
        certificate_type: row.text(9)?,
        version: row.text(10)?,
        plain: row.int(11)?,
        wildcard: row.int(12)?,
        auto_reissue: row.flag(13)?,
        resource_group: group_id(row.text(14)?, default_group),
        name: row.opt_text(15)?,
        domain: row.opt_text(16)?,
        csr: row.opt_text(17)?,
        csr_method: row.text(18)?,
        key_algorithm: row.text(19)?,
        validation: row.text(20)?,
        contacts: serde_json::from_str(&row.text(21)?).map_err(|_| StoreError::Shape)?,
        company: row.opt_int(22)?,
        country: row.opt_text(23)?,
        token: row.text(24)?,
        outcome: row.text(25)?,
        result: row.opt_text(26)?,
        certificate: row.opt_int(27)?,
        revoked: row.opt_int(28)?,
        order_starts: row.opt_int(29)?,
        order_ends: row.opt_int(30)?,
    })
}
