//! The workers of deployment jobs: one for each resource, with its certificate.

use std::collections::BTreeMap;

use super::{Owner, resources};
use crate::{
    args,
    cas::{
        jobs::job_states::Workers,
        tables::resources::{InstalledCertificate, Resource},
    },
    ports::store::{self, Result, Row, StoreError, Tx},
    request::page::Page,
    shared::states::{State, Transition},
};

// A worker stores the fields of its resource. fits: its certificate covers the domain. installed:
// its certificate is installed, and former_… is the previous one.
pub(super) const TABLE: &str = "CREATE TABLE cas_worker (
        job BIGINT NOT NULL REFERENCES cas_job, id BIGINT NOT NULL, resource BIGINT NOT NULL,
        cert BIGINT NOT NULL, status TEXT NOT NULL, fits BIGINT NOT NULL,
        installed BIGINT NOT NULL, cloud TEXT NOT NULL, product TEXT NOT NULL,
        domain TEXT NOT NULL, region TEXT NOT NULL, instance TEXT, listener TEXT, port TEXT,
        is_default BIGINT NOT NULL, namespace TEXT, former_cert BIGINT, former_name TEXT,
        former_start BIGINT, former_end BIGINT, former_https BIGINT NOT NULL,
        former_tls BIGINT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (job, id)
    )";
pub(super) const BY_STATUS: &str = "CREATE INDEX cas_worker_in ON cas_worker (job, status, id)";
pub(super) const BY_PRODUCT: &str = "CREATE INDEX cas_worker_on ON cas_worker (job, product, id)";
pub(super) const BY_BOTH: &str =
    "CREATE INDEX cas_worker_at ON cas_worker (job, product, status, id)";
// How many workers of a job are in each state, for each product.
pub(super) const TOTAL_TABLE: &str = "CREATE TABLE cas_worker_total (
        job BIGINT NOT NULL REFERENCES cas_job, status TEXT COLLATE \"C\" NOT NULL, product TEXT COLLATE \"C\" NOT NULL,
        held BIGINT NOT NULL, PRIMARY KEY (job, status, product)
    )";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, resource, cert, status, fits, installed, cloud, product, domain, region,
             instance, listener, port, is_default, namespace, former_cert, former_name,
             former_start, former_end, former_https, former_tls, made, changed FROM cas_worker ",
            $rest
        )
    };
}

const WORKER: &str = "cas_worker";
const ID_OFFSET: i64 = 22_000;

#[derive(Clone, Debug)]
pub(in crate::cas) struct Worker {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) resource: i64,
    pub(in crate::cas) cert: i64,
    pub(in crate::cas) status: State<Workers>,
    pub(in crate::cas) fits: bool,
    pub(in crate::cas) installed: bool,
    pub(in crate::cas) cloud: String,
    pub(in crate::cas) product: String,
    pub(in crate::cas) domain: String,
    pub(in crate::cas) region: String,
    pub(in crate::cas) instance: Option<String>,
    pub(in crate::cas) listener: Option<String>,
    pub(in crate::cas) port: Option<String>,
    pub(in crate::cas) is_default: bool,
    pub(in crate::cas) namespace: Option<String>,
    pub(in crate::cas) previous: InstalledCertificate,
    pub(in crate::cas) made: i64,
    pub(in crate::cas) changed: i64,
}

impl Worker {
    /// A worker in `editing` that deploys `cert` to `on`.
    pub(in crate::cas) fn new(on: Resource, cert: i64, fits: bool, now: i64) -> Self {
        Self {
            id: 0,
            resource: on.id,
            cert,
            status: State::default(),
            fits,
            installed: false,
            cloud: on.cloud,
            product: on.product,
            domain: on.domain,
            region: on.region,
            instance: on.instance,
            listener: on.listener,
            port: on.port,
            is_default: on.is_default,
            namespace: on.namespace,
            previous: on.installed,
            made: now,
            changed: now,
        }
    }
}

/// Sets the workers of a job.
pub(in crate::cas) fn set(tx: &mut dyn Tx, job: i64, workers: &[Worker]) -> Result<()> {
    tx.execute("DELETE FROM cas_worker WHERE job = $1", args![job])?;
    tx.execute("DELETE FROM cas_worker_total WHERE job = $1", args![job])?;
    let many = i64::try_from(workers.len()).map_err(|_| StoreError::Shape)?;
    let last = store::tally_add_many(tx, "", WORKER, many)?;
    let mut changes = Changes::default();
    for (id, w) in (ID_OFFSET + last - many + 1..).zip(workers) {
        let f = &w.previous;
        tx.execute(
            "INSERT INTO cas_worker (job, id, resource, cert, status, fits, installed, cloud,
             product, domain, region, instance, listener, port, is_default, namespace,
             former_cert, former_name, former_start, former_end, former_https, former_tls, made,
             changed)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
             $18, $19, $20, $21, $22, $23, $24)",
            args![
                job,
                id,
                w.resource,
                w.cert,
                w.status.as_str(),
                w.fits,
                w.installed,
                &w.cloud,
                &w.product,
                &w.domain,
                &w.region,
                &w.instance,
                &w.listener,
                &w.port,
                w.is_default,
                &w.namespace,
                f.cert,
                &f.name,
                f.start,
                f.end,
                f.https,
                f.tls,
                w.made,
                w.changed,
            ],
        )?;
        changes.add(w.status.as_str(), &w.product, 1);
    }
    changes.save(tx, job)
}

/// Changes to the numbers of workers in each state of a job.
#[derive(Default)]
pub(in crate::cas) struct Changes(BTreeMap<(String, String), i64>);

impl Changes {
    fn add(&mut self, status: &str, product: &str, more: i64) {
        *self.0.entry((status.to_owned(), product.to_owned())).or_default() += more;
    }

    /// Adds them to the totals of the job.
    pub(in crate::cas) fn save(self, tx: &mut dyn Tx, job: i64) -> Result<()> {
        for ((status, product), more) in self.0 {
            tx.execute(
                "INSERT INTO cas_worker_total (job, status, product, held)
                 VALUES ($1, $2, $3, $4) ON CONFLICT (job, status, product)
                 DO UPDATE SET held = cas_worker_total.held + excluded.held",
                args![job, status, product, more],
            )?;
        }
        Ok(())
    }
}

/// Changes the state of one worker and stores it. The change is added to `changes`.
pub(in crate::cas) fn move_one(
    tx: &mut dyn Tx,
    job: i64,
    w: &mut Worker,
    (transition, now): (&Transition<Workers>, i64),
    changes: &mut Changes,
) -> Result<()> {
    let status = transition.to().as_str();
    changes.add(transition.from(), &w.product, -1);
    changes.add(status, &w.product, 1);
    w.status = transition.to();
    w.changed = now;
    let f = &w.previous;
    tx.execute(
        "UPDATE cas_worker SET status = $1, installed = $2, former_cert = $3, former_name = $4,
         former_start = $5, former_end = $6, former_https = $7, former_tls = $8, changed = $9
         WHERE job = $10 AND id = $11",
        args![status, w.installed, f.cert, &f.name, f.start, f.end, f.https, f.tls, now, job, w.id],
    )?;
    Ok(())
}

/// Changes the state of all workers of a job that are in the old state of the transition.
pub(in crate::cas) fn move_all(
    tx: &mut dyn Tx,
    job: i64,
    transition: &Transition<Workers>,
    now: i64,
) -> Result<()> {
    let (from, to) = (transition.from(), transition.to().as_str());
    tx.execute(
        "UPDATE cas_worker SET status = $1, changed = $2 WHERE job = $3 AND status = $4",
        args![to, now, job, from],
    )?;
    tx.execute(
        "INSERT INTO cas_worker_total (job, status, product, held)
         SELECT job, CAST($1 AS TEXT), product, held FROM cas_worker_total WHERE job = $2 AND status = $3
         ON CONFLICT (job, status, product)
         DO UPDATE SET held = cas_worker_total.held + excluded.held",
        args![to, job, from],
    )?;
    tx.execute("DELETE FROM cas_worker_total WHERE job = $1 AND status = $2", args![job, from])?;
    Ok(())
}

/// The non-zero numbers of workers of a job by state and product.
pub(in crate::cas) fn totals(tx: &mut dyn Tx, job: i64) -> Result<Vec<(String, String, i64)>> {
    tx.rows(
        "SELECT status, product, held FROM cas_worker_total WHERE job = $1 AND held > 0
         ORDER BY status, product",
        args![job],
        |row| Ok((row.text(0)?, row.text(1)?, row.int(2)?)),
    )
}

/// The worker of this id.
pub(in crate::cas) fn get(tx: &mut dyn Tx, job: i64, id: i64) -> Result<Option<Worker>> {
    tx.row(select!("WHERE job = $1 AND id = $2"), args![job, id], read)
}

/// The first workers of a job that are in this state.
pub(in crate::cas) fn first_in(
    tx: &mut dyn Tx,
    job: i64,
    status: &str,
    max: i64,
) -> Result<Vec<Worker>> {
    tx.rows(
        select!("WHERE job = $1 AND status = $2 ORDER BY id LIMIT $3"),
        args![job, status, max],
        read,
    )
}

/// One page of the workers of a job, oldest first, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    job: i64,
    (status, product): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<(Vec<Worker>, i64)> {
    let total = totals(tx, job)?
        .into_iter()
        .filter(|(s, p, _)| status.is_none_or(|it| s == it) && product.is_none_or(|it| p == it))
        .map(|(.., held)| held)
        .sum();
    let (take, skip) = (page.size, page.skip());
    // Each case has its own index.
    let found = match (status, product) {
        (None, None) => tx.rows(
            select!("WHERE job = $1 ORDER BY id LIMIT $2 OFFSET $3"),
            args![job, take, skip],
            read,
        ),
        (Some(status), None) => tx.rows(
            select!("WHERE job = $1 AND status = $2 ORDER BY id LIMIT $3 OFFSET $4"),
            args![job, status, take, skip],
            read,
        ),
        (None, Some(product)) => tx.rows(
            select!("WHERE job = $1 AND product = $2 ORDER BY id LIMIT $3 OFFSET $4"),
            args![job, product, take, skip],
            read,
        ),
        (Some(status), Some(product)) => tx.rows(
            select!(
                "WHERE job = $1 AND product = $2 AND status = $3 ORDER BY id LIMIT $4 OFFSET $5"
            ),
            args![job, product, status, take, skip],
            read,
        ),
    }?;
    Ok((found, total))
}

/// The ids of the resources of a job, in the order of its workers.
pub(in crate::cas) fn resource_ids(tx: &mut dyn Tx, job: i64) -> Result<Vec<i64>> {
    tx.rows("SELECT resource FROM cas_worker WHERE job = $1 ORDER BY id", args![job], |row| {
        row.int(0)
    })
}

/// The existing resources of a job in the order of its workers; if a time is given, only those
/// unchanged since.
pub(in crate::cas) fn resources_of(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    job: i64,
    unchanged_since: Option<i64>,
) -> Result<Vec<Resource>> {
    tx.rows(
        "SELECT r.id, r.account, r.cloud, r.product, r.domain, r.instance, r.listener, r.port,
         r.is_default, r.namespace, r.region, r.access, r.cert, r.cert_name, r.cert_start,
         r.cert_end, r.https, r.tls, r.status, r.closed, r.fail, r.made, r.changed
         FROM cas_worker w JOIN cas_resource r ON r.id = w.resource
         WHERE w.job = $1 AND r.account = $2 AND r.site = $3
         AND (CAST($4 AS BIGINT) IS NULL OR r.changed <= $4) ORDER BY w.id",
        args![job, owner.account, owner.site, unchanged_since],
        resources::read,
    )
}

/// Removes a worker from its job.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, job: i64, w: &Worker) -> Result<()> {
    tx.execute("DELETE FROM cas_worker WHERE job = $1 AND id = $2", args![job, w.id])?;
    let mut changes = Changes::default();
    changes.add(w.status.as_str(), &w.product, -1);
    changes.save(tx, job)
}

fn read(row: &Row<'_>) -> Result<Worker> {
    Ok(Worker {
        id: row.int(0)?,
        resource: row.int(1)?,
        cert: row.int(2)?,
        status: State::read(&row.text(3)?)?,
        fits: row.flag(4)?,
        installed: row.flag(5)?,
        cloud: row.text(6)?,
        product: row.text(7)?,
        domain: row.text(8)?,
        region: row.text(9)?,
        instance: row.opt_text(10)?,
        listener: row.opt_text(11)?,
        port: row.opt_text(12)?,
        is_default: row.flag(13)?,
        namespace: row.opt_text(14)?,
        previous: InstalledCertificate {
            cert: row.opt_int(15)?,
            name: row.opt_text(16)?,
            start: row.opt_int(17)?,
            end: row.opt_int(18)?,
            https: row.flag(19)?,
            tls: row.flag(20)?,
        },
        made: row.int(21)?,
        changed: row.int(22)?,
    })
}
