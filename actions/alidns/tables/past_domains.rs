//! Domains that are deleted, and for how long name servers answer for them all the same.

use super::{
    domains::{Domain, KIND, OF_TYPE, RECORDS, hand_over, named, typed},
    publication::Publication,
};
use crate::{
    alidns::records::values,
    args,
    ports::store::{self, Result, Tx},
};

// A domain that is hosted no longer, answered for from `since` until `until`.
pub(super) const TABLE: &str = "CREATE TABLE alidns_past_domain (
        seq BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, edition TEXT NOT NULL, min_ttl BIGINT,
        dns TEXT NOT NULL, changed BIGINT NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL
    )";
pub(super) const BY_NAME: &str =
    "CREATE INDEX alidns_past_domain_name ON alidns_past_domain (name, until)";

/// What belongs to a domain, which name servers answer from.
const ANSWERED: [&str; 4] = [
    "DELETE FROM alidns_record WHERE domain = $1",
    "DELETE FROM alidns_past WHERE domain = $1",
    "DELETE FROM alidns_weight WHERE domain = $1",
    "DELETE FROM alidns_line WHERE domain = $1",
];

/// Deletes a domain with all that belongs to it. Name servers answer for it until that is
/// published.
pub(in crate::alidns) fn delete(
    tx: &mut dyn Tx,
    it: &Domain,
    (now, publication): (i64, Publication),
) -> Result<()> {
    forget(tx, now)?;
    if let Some(until) = publication {
        tx.execute(
            "INSERT INTO alidns_past_domain (seq, account, name, edition, min_ttl, dns, changed, since, until)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                it.seq,
                &it.account,
                &it.name,
                &it.edition,
                it.min_ttl,
                &it.dns,
                it.changed,
                it.published,
                until,
            ],
        )?;
        hand_over(tx, it.seq, "")?;
    } else {
        for statement in ANSWERED {
            tx.execute(statement, args![it.seq])?;
        }
    }
    for statement in [
        "DELETE FROM alidns_word WHERE domain = $1",
        "DELETE FROM alidns_tag WHERE domain = $1",
        "DELETE FROM alidns_domain WHERE seq = $1",
    ] {
        tx.execute(statement, args![it.seq])?;
    }
    for kind in values::TYPES {
        store::tally_delete(tx, &typed(&it.id, kind), OF_TYPE)?;
    }
    store::tally_delete(tx, &it.id, RECORDS)?;
    store::tally_sub(tx, &it.account, KIND, 1)
}

/// Drops the domains that name servers answer for no longer.
fn forget(tx: &mut dyn Tx, now: i64) -> Result<()> {
    let over = "SELECT seq FROM alidns_past_domain WHERE until <= $1 ORDER BY seq";
    for seq in tx.rows(over, args![now], |row| row.int(0))? {
        for statement in ANSWERED {
            tx.execute(statement, args![seq])?;
        }
        tx.execute("DELETE FROM alidns_past_domain WHERE seq = $1", args![seq])?;
    }
    Ok(())
}

/// The domain of this name that name servers answer for at a time: the one that is hosted, or one that was until now.
pub(in crate::alidns) fn published(
    tx: &mut dyn Tx,
    name: &str,
    now: i64,
) -> Result<Option<Domain>> {
    if let Some(found) = named(tx, name)?.filter(|it| it.published <= now) {
        return Ok(Some(found));
    }
    tx.row(
        "SELECT seq, account, edition, min_ttl, dns, changed FROM alidns_past_domain
         WHERE name = $1 AND since <= $2 AND until > $2 ORDER BY seq DESC LIMIT 1",
        args![name, now],
        |row| {
            Ok(Domain {
                seq: row.int(0)?,
                account: row.text(1)?,
                name: name.to_owned(),
                edition: row.text(2)?,
                min_ttl: row.opt_int(3)?,
                dns: row.text(4)?,
                changed: row.int(5)?,
                ..Domain::default()
            })
        },
    )
}
