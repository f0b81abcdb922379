//! Deployment jobs and their certificates.

use super::Owner;
use crate::{
    args,
    cas::jobs::job_states::Jobs,
    ports::store::{self, Result, Row, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
    shared::states::State,
};

// contacts is a JSON array of ids. matched counts the workers whose certificate covers the domain,
// cost the successful deployments. A deleted job is marked gone.
pub(super) const TABLE: &str = "CREATE TABLE cas_job (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, site TEXT COLLATE \"C\" NOT NULL,
        instance TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
        status TEXT NOT NULL, contacts TEXT NOT NULL, scheduled BIGINT, started BIGINT,
        ended BIGINT, made BIGINT NOT NULL, changed BIGINT NOT NULL, rolled_back BIGINT NOT NULL,
        gone BIGINT NOT NULL, matched BIGINT NOT NULL, cost BIGINT NOT NULL
    )";
pub(super) const BY_OWNER: &str = "CREATE INDEX cas_job_of ON cas_job (account, site, gone, id)";
pub(super) const CERT_TABLE: &str = "CREATE TABLE cas_job_cert (
        job BIGINT NOT NULL REFERENCES cas_job, place BIGINT NOT NULL, cert BIGINT NOT NULL,
        PRIMARY KEY (job, place)
    )";
pub(super) const BY_CERT: &str = "CREATE INDEX cas_job_cert_of ON cas_job_cert (cert, job)";

macro_rules! select {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, instance, name, kind, status, contacts, scheduled, started, ended, made,
             changed, rolled_back, gone, matched, cost FROM cas_job ",
            $($rest),+
        )
    };
}

const JOB: &str = "cas_job";
const USED: &str = "cas_deployment";
const ID_OFFSET: i64 = 8_000;

#[derive(Clone, Debug)]
pub(in crate::cas) struct Job {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) instance: String,
    pub(in crate::cas) name: String,
    /// `user` or `cloud`.
    pub(in crate::cas) kind: String,
    pub(in crate::cas) status: State<Jobs>,
    pub(in crate::cas) contacts: Vec<i64>,
    pub(in crate::cas) scheduled: Option<i64>,
    pub(in crate::cas) started: Option<i64>,
    pub(in crate::cas) ended: Option<i64>,
    pub(in crate::cas) made: i64,
    pub(in crate::cas) changed: i64,
    pub(in crate::cas) rolled_back: bool,
    pub(in crate::cas) gone: bool,
    pub(in crate::cas) matched: i64,
    pub(in crate::cas) cost: i64,
}

/// Which jobs a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cas) struct Filter<'a> {
    pub(in crate::cas) kind: Option<&'a str>,
    pub(in crate::cas) status: Option<&'a str>,
    pub(in crate::cas) instance: Option<&'a str>,
    pub(in crate::cas) cert: Option<i64>,
}

/// Inserts or updates a job. A new one gets the next id.
pub(in crate::cas) fn put(tx: &mut dyn Tx, owner: Owner<'_>, job: &mut Job) -> Result<()> {
    if job.id == 0 {
        job.id = ID_OFFSET + store::tally_add(tx, "", JOB)?;
        store::tally_add(tx, &owner.joined(), JOB)?;
    }
    let contacts = serde_json::Value::from(job.contacts.as_slice()).to_string();
    tx.execute(
        "INSERT INTO cas_job (id, account, site, instance, name, kind, status, contacts,
         scheduled, started, ended, made, changed, rolled_back, gone, matched, cost)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, status = excluded.status,
         contacts = excluded.contacts, scheduled = excluded.scheduled, started = excluded.started,
         ended = excluded.ended, changed = excluded.changed, rolled_back = excluded.rolled_back,
         gone = excluded.gone, matched = excluded.matched, cost = excluded.cost",
        args![
            job.id,
            owner.account,
            owner.site,
            &job.instance,
            &job.name,
            &job.kind,
            job.status.as_str(),
            contacts,
            job.scheduled,
            job.started,
            job.ended,
            job.made,
            job.changed,
            job.rolled_back,
            job.gone,
            job.matched,
            job.cost,
        ],
    )?;
    Ok(())
}

/// The job of this id, unless it was deleted.
pub(in crate::cas) fn get(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<Option<Job>> {
    Ok(find(tx, owner, id)?.filter(|job| !job.gone))
}

/// The job of this id, deleted or not.
pub(in crate::cas) fn find(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<Option<Job>> {
    tx.row(
        select!("WHERE id = $1 AND account = $2 AND site = $3"),
        args![id, owner.account, owner.site],
        read,
    )
}

/// Marks a job as deleted and subtracts it from the count.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, job: &mut Job) -> Result<()> {
    job.gone = true;
    put(tx, owner, job)?;
    store::tally_sub(tx, &owner.joined(), JOB, 1)
}

const LIST: FilteredList = filtered!(
    select,
    "cas_job ",
    "WHERE account = $1 AND site = $2 AND gone = 0
     AND (CAST($3 AS TEXT) IS NULL OR kind = $3)
     AND (CAST($4 AS TEXT) IS NULL OR status = $4)
     AND (CAST($5 AS TEXT) IS NULL OR instance = $5)
     AND (CAST($6 AS BIGINT) IS NULL OR id IN (SELECT job FROM cas_job_cert WHERE cert = $6)) ",
    "ORDER BY id DESC LIMIT $7 OFFSET $8"
);

/// One page of the jobs, newest first, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    filter: &Filter<'_>,
    page: Page,
) -> Result<(Vec<Job>, i64)> {
    let Filter { kind, status, instance, cert } = *filter;
    let all = kind.or(status).or(instance).is_none() && cert.is_none();
    let unfiltered_total = if all { Some(store::tally(tx, &owner.joined(), JOB)?) } else { None };
    let args = args![owner.account, owner.site, kind, status, instance, cert];
    LIST.list(tx, args, unfiltered_total, page, read)
}

/// Sets the certificates of a job, in this order.
pub(in crate::cas) fn set_certs(tx: &mut dyn Tx, job: i64, certs: &[i64]) -> Result<()> {
    tx.execute("DELETE FROM cas_job_cert WHERE job = $1", args![job])?;
    for (place, cert) in (0..).zip(certs) {
        tx.execute(
            "INSERT INTO cas_job_cert (job, place, cert) VALUES ($1, $2, $3)",
            args![job, place, *cert],
        )?;
    }
    Ok(())
}

/// The certificates of a job, in their order.
pub(in crate::cas) fn certs(tx: &mut dyn Tx, job: i64) -> Result<Vec<i64>> {
    tx.rows("SELECT cert FROM cas_job_cert WHERE job = $1 ORDER BY place", args![job], |row| {
        row.int(0)
    })
}

/// Adds to the count of successful deployments.
pub(in crate::cas) fn add_used(tx: &mut dyn Tx, owner: Owner<'_>, more: i64) -> Result<()> {
    store::tally_add_many(tx, &owner.joined(), USED, more)?;
    Ok(())
}

/// The count of successful deployments.
pub(in crate::cas) fn used(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    store::tally(tx, &owner.joined(), USED)
}

fn read(row: &Row<'_>) -> Result<Job> {
    Ok(Job {
        id: row.int(0)?,
        instance: row.text(1)?,
        name: row.text(2)?,
        kind: row.text(3)?,
        status: State::read(&row.text(4)?)?,
        contacts: serde_json::from_str(&row.text(5)?).map_err(|_| store::StoreError::Shape)?,
        scheduled: row.opt_int(6)?,
        started: row.opt_int(7)?,
        ended: row.opt_int(8)?,
        made: row.int(9)?,
        changed: row.int(10)?,
        rolled_back: row.flag(11)?,
        gone: row.flag(12)?,
        matched: row.int(13)?,
        cost: row.int(14)?,
    })
}
