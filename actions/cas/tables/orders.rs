//! Quota orders: certificate applications paid from bought quota.

use super::{IdSequence, Owner, certificate_counts::TimeRange, group_id};
use crate::{
    args,
    cas::orders::order_states::Orders,
    ports::store::{Result, Row, StoreError, Tx},
    request::page::{OffsetPage, Page},
    shared::states::State,
};

// state is one of order_states. `starts` and `ends` are those of the certificate, 0 before there is
// one. verdict is pass, fail or hold; renews is the order that this one renews.
pub(super) const TABLE: &str = "CREATE TABLE cas_order (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, id BIGINT NOT NULL, state TEXT NOT NULL,
        ends BIGINT NOT NULL, starts BIGINT NOT NULL, resource_group TEXT NOT NULL,
        search TEXT NOT NULL, instance TEXT NOT NULL, product TEXT NOT NULL, domain TEXT NOT NULL,
        validate TEXT NOT NULL, token TEXT NOT NULL, verdict TEXT NOT NULL,
        algorithm TEXT NOT NULL, csr TEXT, username TEXT, phone TEXT, email TEXT, company BIGINT,
        certificate BIGINT, renews BIGINT, trustee BIGINT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (site, account, id)
    )";
pub(super) const BY_STATE: &str =
    "CREATE INDEX cas_order_state ON cas_order (site, account, state, ends)";
pub(super) const BY_ID: &str = "CREATE INDEX cas_order_id ON cas_order (id, site)";
pub(super) const BY_INSTANCE: &str =
    "CREATE INDEX cas_order_instance ON cas_order (site, account, instance)";
pub(super) const BY_RENEWED: &str =
    "CREATE INDEX cas_order_renewed ON cas_order (site, account, renews)";

const ORDER: IdSequence = IdSequence::new("cas_order", 2_021_010);

macro_rules! orders {
    ($rest:literal) => {
        concat!(
            "SELECT id, state, starts, ends, resource_group, instance, product, domain, validate,
             token, verdict, algorithm, csr, username, phone, email, company, certificate, renews,
             trustee, made FROM cas_order WHERE site = $1 AND account = $2 ",
            $rest
        )
    };
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Order {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) state: State<Orders>,
    pub(in crate::cas) starts: i64,
    pub(in crate::cas) ends: i64,
    /// Empty stands for the account's default group until it is written.
    pub(in crate::cas) resource_group: String,
    pub(in crate::cas) instance: String,
    pub(in crate::cas) product: String,
    /// Comma-separated; the common name first.
    pub(in crate::cas) domain: String,
    /// `DNS` or `FILE`.
    pub(in crate::cas) validate: String,
    pub(in crate::cas) token: String,
    /// `pass`, `fail` or `hold`.
    pub(in crate::cas) outcome: String,
    /// `RSA`, `ECC` or `SM2`.
    pub(in crate::cas) algorithm: String,
    /// PEM, if the caller supplied one.
    pub(in crate::cas) csr: Option<String>,
    pub(in crate::cas) username: Option<String>,
    pub(in crate::cas) phone: Option<String>,
    pub(in crate::cas) email: Option<String>,
    pub(in crate::cas) company: Option<i64>,
    pub(in crate::cas) certificate: Option<i64>,
    /// The order that this one renews.
    pub(in crate::cas) renews: Option<i64>,
    /// Whether the service renews it automatically.
    pub(in crate::cas) trustee: bool,
    pub(in crate::cas) made: i64,
}

/// The order of this id.
pub(in crate::cas) fn order(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<Option<Order>> {
    tx.row(orders!("AND id = $3"), args![owner.site, owner.account, id], |row| {
        read(row, &owner.default_group())
    })
}

/// The order of this instance id.
pub(in crate::cas) fn of_instance(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    instance: &str,
) -> Result<Option<Order>> {
    tx.row(orders!("AND instance = $3"), args![owner.site, owner.account, instance], |row| {
        read(row, &owner.default_group())
    })
}

/// The account and the site of an order; if two sites have this id, the mainland's.
pub(in crate::cas) fn owner_of(tx: &mut dyn Tx, id: i64) -> Result<Option<(String, String)>> {
    tx.row(
        "SELECT account, site FROM cas_order WHERE id = $1 ORDER BY site DESC LIMIT 1",
        args![id],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// Inserts or updates an order. A new one gets the next id.
pub(in crate::cas) fn put(tx: &mut dyn Tx, owner: Owner<'_>, o: &mut Order) -> Result<()> {
    if o.id == 0 {
        o.id = ORDER.add(tx, owner)?;
    }
    tx.execute(
        "INSERT INTO cas_order (site, account, id, state, ends, starts, resource_group, search,
         instance, product, domain, validate, token, verdict, algorithm, csr, username, phone, email,
         company, certificate, renews, trustee, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         $19, $20, $21, $22, $23, $24)
         ON CONFLICT (site, account, id) DO UPDATE SET state = excluded.state,
         ends = excluded.ends, starts = excluded.starts, verdict = excluded.verdict,
         certificate = excluded.certificate, trustee = excluded.trustee",
        args![
            owner.site,
            owner.account,
            o.id,
            o.state.as_str(),
            o.ends,
            o.starts,
            owner.stored_group(&o.resource_group),
            format!("{}\n{}", o.domain, o.instance).to_lowercase(),
            &o.instance,
            &o.product,
            &o.domain,
            &o.validate,
            &o.token,
            &o.outcome,
            &o.algorithm,
            &o.csr,
            &o.username,
            &o.phone,
            &o.email,
            o.company,
            o.certificate,
            o.renews,
            o.trustee,
            o.made,
        ],
    )?;
    Ok(())
}

pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM cas_order WHERE site = $1 AND account = $2 AND id = $3",
        args![owner.site, owner.account, id],
    )?;
    ORDER.sub(tx, owner, gone)
}

pub(in crate::cas) fn move_group(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
    group: &str,
) -> Result<()> {
    let moved = tx.execute(
        "UPDATE cas_order SET resource_group = $1 WHERE site = $2 AND account = $3 AND id = $4",
        args![owner.stored_group(group), owner.site, owner.account, id],
    )?;
    if moved == 1 { Ok(()) } else { Err(StoreError::Shape) }
}

/// How many paid certificates that end at `from` or later are renewed automatically.
pub(in crate::cas) fn count_auto_renewed_from(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    from: i64,
) -> Result<i64> {
    let found = tx.row(
        "SELECT COUNT(*) FROM cas_order WHERE site = $1 AND account = $2 AND trustee = 1
         AND state = 'certificate' AND ends >= $3 AND product NOT LIKE '%-free'",
        args![owner.site, owner.account, from],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}

/// How many orders of free or of paid products are in a state.
pub(in crate::cas) fn count(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    state: &str,
    free: bool,
) -> Result<i64> {
    let found = tx.row(
        "SELECT COUNT(*) FROM cas_order WHERE site = $1 AND account = $2 AND state = $3
         AND CASE WHEN product LIKE '%-free' THEN 1 ELSE 0 END = CAST($4 AS BIGINT)",
        args![owner.site, owner.account, state, free],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}

/// Which orders a list shows.
#[derive(Clone, Copy, Debug)]
pub(in crate::cas) struct Filter<'a> {
    /// In one of these two states, if any is given.
    pub(in crate::cas) states: Option<(&'a str, &'a str)>,
    /// When the certificate ends.
    pub(in crate::cas) ends: TimeRange,
    pub(in crate::cas) resource_group: Option<&'a str>,
    /// A [`pattern`](crate::shared::filters::pattern) for the domains and the instance.
    pub(in crate::cas) like: Option<&'a str>,
}

/// One page of the orders, newest first, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    f: &Filter<'_>,
    page: Page,
) -> Result<(Vec<Order>, i64)> {
    let default = owner.default_group();
    let (one, other) = f.states.unzip();
    let group = f.resource_group.map(|group| owner.stored_group(group));
    let (site, account, like) = (owner.site, owner.account, f.like);
    let (from, to) = (f.ends.0, f.ends.1);
    let plain = one.or(group).or(like).is_none() && f.ends == TimeRange::ANY;
    let total = if plain {
        ORDER.count(tx, owner)?
    } else {
        tx.row(
            "SELECT COUNT(*) FROM cas_order WHERE site = $1 AND account = $2
             AND (CAST($3 AS TEXT) IS NULL OR state = $3 OR state = $4)
             AND ends >= $5 AND ends < $6
             AND (CAST($7 AS TEXT) IS NULL OR resource_group = $7)
             AND (CAST($8 AS TEXT) IS NULL OR search LIKE $8 ESCAPE '!')",
            args![site, account, one, other, from, to, group, like],
            |row| row.int(0),
        )?
        .unwrap_or(0)
    };
    let found = tx.rows(
        orders!(
            "AND (CAST($3 AS TEXT) IS NULL OR state = $3 OR state = $4)
             AND +ends >= $5 AND +ends < $6
             AND (CAST($7 AS TEXT) IS NULL OR resource_group = $7)
             AND (CAST($8 AS TEXT) IS NULL OR search LIKE $8 ESCAPE '!')
             ORDER BY id DESC LIMIT $9 OFFSET $10"
        ),
        args![site, account, one, other, from, to, group, like, page.size, page.skip()],
        |row| read(row, &default),
    )?;
    Ok((found, total))
}

/// A page of the chain of orders that renewed this one, oldest first, and the total.
pub(in crate::cas) fn renewals(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
    part: OffsetPage,
) -> Result<(Vec<Order>, i64)> {
    macro_rules! later {
        ($start:literal, $end:literal) => {
            concat!(
                "WITH RECURSIVE later (id) AS (
                 SELECT id FROM cas_order WHERE site = $1 AND account = $2 AND renews = $3
                 UNION SELECT o.id FROM cas_order o JOIN later ON o.renews = later.id
                 WHERE o.site = $1 AND o.account = $2) ",
                $start,
                " (SELECT id FROM later) ",
                $end
            )
        };
    }
    let args = args![owner.site, owner.account, id];
    let total = tx.row(later!("SELECT COUNT(*) FROM", "AS l"), args, |row| row.int(0))?;
    let ids = tx.rows(
        later!("SELECT id FROM", "AS l ORDER BY id LIMIT $4 OFFSET $5"),
        args![owner.site, owner.account, id, part.size, part.skip],
        |row| row.int(0),
    )?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(order(tx, owner, id)?);
    }
    Ok((found, total.unwrap_or(0)))
}

/// How many orders are renewed automatically.
pub(in crate::cas) fn count_auto_renewed(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    tx.row(
        "SELECT COUNT(*) FROM cas_order WHERE site = $1 AND account = $2 AND trustee = 1",
        args![owner.site, owner.account],
        |row| row.int(0),
    )?
    .ok_or(StoreError::Shape)
}

fn read(row: &Row<'_>, default_group: &str) -> Result<Order> {
    Ok(Order {
        id: row.int(0)?,
        state: State::read(&row.text(1)?)?,
        starts: row.int(2)?,
        ends: row.int(3)?,
        resource_group: group_id(row.text(4)?, default_group),
        instance: row.text(5)?,
        product: row.text(6)?,
        domain: row.text(7)?,
        validate: row.text(8)?,
        token: row.text(9)?,
        outcome: row.text(10)?,
        algorithm: row.text(11)?,
        csr: row.opt_text(12)?,
        username: row.opt_text(13)?,
        phone: row.opt_text(14)?,
        email: row.opt_text(15)?,
        company: row.opt_int(16)?,
        certificate: row.opt_int(17)?,
        renews: row.opt_int(18)?,
        trustee: row.flag(19)?,
        made: row.int(20)?,
    })
}
