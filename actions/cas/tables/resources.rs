//! Cloud resources that certificates are deployed onto.

use super::Owner;
use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    request::page::Page,
};

// access is the access key of a resource in another cloud. https and tls: whether it serves HTTPS,
// and whether a certificate is bound. closed: it accepts no certificates. fail is the reason why
// deployments to it fail, if they should.
pub(super) const TABLE: &str = "CREATE TABLE cas_resource (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, site TEXT COLLATE \"C\" NOT NULL,
        cloud TEXT COLLATE \"C\" NOT NULL, product TEXT COLLATE \"C\" NOT NULL, domain TEXT NOT NULL, instance TEXT,
        listener TEXT, port TEXT, is_default BIGINT NOT NULL, namespace TEXT, region TEXT NOT NULL,
        access BIGINT, cert BIGINT, cert_name TEXT, cert_start BIGINT, cert_end BIGINT,
        https BIGINT NOT NULL, tls BIGINT NOT NULL, status TEXT NOT NULL, closed BIGINT NOT NULL,
        fail TEXT, made BIGINT NOT NULL, changed BIGINT NOT NULL
    )";
pub(super) const BY_PRODUCT: &str =
    "CREATE INDEX cas_resource_of ON cas_resource (account, site, cloud, product)";
pub(super) const BY_CERTIFICATE: &str =
    "CREATE INDEX cas_resource_with ON cas_resource (account, site, cert, product)";
pub(super) const BY_ID: &str = "CREATE INDEX cas_resource_all ON cas_resource (account, site, id)";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, account, cloud, product, domain, instance, listener, port, is_default,
             namespace, region, access, cert, cert_name, cert_start, cert_end, https, tls, status,
             closed, fail, made, changed, site FROM cas_resource ",
            $rest
        )
    };
}

const RESOURCE: &str = "cas_resource";
/// The offset of ids, so that ids of different kinds of resources differ.
const ID_OFFSET: i64 = 2_000_000;

/// The installed certificate of a resource, and how it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct InstalledCertificate {
    pub(in crate::cas) cert: Option<i64>,
    pub(in crate::cas) name: Option<String>,
    pub(in crate::cas) start: Option<i64>,
    pub(in crate::cas) end: Option<i64>,
    pub(in crate::cas) https: bool,
    pub(in crate::cas) tls: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Resource {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) account: String,
    pub(in crate::cas) cloud: String,
    pub(in crate::cas) product: String,
    pub(in crate::cas) domain: String,
    pub(in crate::cas) instance: Option<String>,
    pub(in crate::cas) listener: Option<String>,
    pub(in crate::cas) port: Option<String>,
    pub(in crate::cas) is_default: bool,
    pub(in crate::cas) namespace: Option<String>,
    pub(in crate::cas) region: String,
    pub(in crate::cas) access: Option<i64>,
    pub(in crate::cas) installed: InstalledCertificate,
    pub(in crate::cas) status: String,
    pub(in crate::cas) closed: bool,
    pub(in crate::cas) fail: Option<String>,
    pub(in crate::cas) made: i64,
    pub(in crate::cas) changed: i64,
}

/// Which resources a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cas) struct Filter<'a> {
    pub(in crate::cas) cloud: Option<&'a str>,
    pub(in crate::cas) product: Option<&'a str>,
    /// A [`pattern`](crate::shared::filters::pattern) for the domain or the instance.
    pub(in crate::cas) like: Option<&'a str>,
    /// With the access key of this id.
    pub(in crate::cas) secret: Option<&'a str>,
    /// With this certificate.
    pub(in crate::cas) cert: Option<i64>,
}

impl Filter<'_> {
    fn is_empty(&self) -> bool {
        let Self { cloud, product, like, secret, cert } = self;
        cloud.or(*product).or(*like).or(*secret).is_none() && cert.is_none()
    }
}

/// Inserts or updates a resource. A new one gets the next id.
pub(in crate::cas) fn put(tx: &mut dyn Tx, owner: Owner<'_>, r: &mut Resource) -> Result<()> {
    if r.id == 0 {
        r.id = ID_OFFSET + store::tally_add(tx, "", RESOURCE)?;
        store::tally_add(tx, &owner.joined(), RESOURCE)?;
    }
    let i = &r.installed;
    tx.execute(
        "INSERT INTO cas_resource (id, account, site, cloud, product, domain, instance, listener,
         port, is_default, namespace, region, access, cert, cert_name, cert_start, cert_end, https,
         tls, status, closed, fail, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         $19, $20, $21, $22, $23, $24)
         ON CONFLICT (id) DO UPDATE SET domain = excluded.domain, instance = excluded.instance,
         listener = excluded.listener, port = excluded.port, is_default = excluded.is_default,
         namespace = excluded.namespace, region = excluded.region, access = excluded.access,
         cert = excluded.cert, cert_name = excluded.cert_name, cert_start = excluded.cert_start,
         cert_end = excluded.cert_end, https = excluded.https, tls = excluded.tls,
         status = excluded.status, closed = excluded.closed, fail = excluded.fail,
         changed = excluded.changed",
        args![
            r.id,
            owner.account,
            owner.site,
            &r.cloud,
            &r.product,
            &r.domain,
            &r.instance,
            &r.listener,
            &r.port,
            r.is_default,
            &r.namespace,
            &r.region,
            r.access,
            i.cert,
            &i.name,
            i.start,
            i.end,
            i.https,
            i.tls,
            &r.status,
            r.closed,
            &r.fail,
            r.made,
            r.changed,
        ],
    )?;
    Ok(())
}

/// Installs a certificate on a resource, or removes it.
pub(in crate::cas) fn install(
    tx: &mut dyn Tx,
    id: i64,
    i: &InstalledCertificate,
    now: i64,
) -> Result<()> {
    tx.execute(
        "UPDATE cas_resource SET cert = $1, cert_name = $2, cert_start = $3, cert_end = $4,
         https = $5, tls = $6, changed = $7 WHERE id = $8",
        args![i.cert, &i.name, i.start, i.end, i.https, i.tls, now, id],
    )?;
    Ok(())
}

/// The resource of this id.
pub(in crate::cas) fn get(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<Option<Resource>> {
    tx.row(
        select!("WHERE id = $1 AND account = $2 AND site = $3"),
        args![id, owner.account, owner.site],
        read,
    )
}

/// The resource of a product of this cloud that has this domain.
pub(in crate::cas) fn named(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (product, domain): (&str, &str),
) -> Result<Option<Resource>> {
    tx.row(
        select!(
            "WHERE account = $1 AND site = $2 AND cloud = 'aliyun' AND product = $3 AND domain = $4 ORDER BY id LIMIT 1"
        ),
        args![owner.account, owner.site, product, domain],
        read,
    )
}

/// The account and the site of the resource of this id.
pub(in crate::cas) fn owner(tx: &mut dyn Tx, id: i64) -> Result<Option<(String, String)>> {
    tx.row("SELECT account, site FROM cas_resource WHERE id = $1", args![id], |row| {
        Ok((row.text(0)?, row.text(1)?))
    })
}

/// Deletes it. Returns whether it existed.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cas_resource WHERE id = $1 AND account = $2 AND site = $3",
        args![id, owner.account, owner.site],
    )?;
    store::tally_sub(tx, &owner.joined(), RESOURCE, gone)?;
    Ok(gone > 0)
}

/// How many resources there are.
pub(in crate::cas) fn count(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    store::tally(tx, &owner.joined(), RESOURCE)
}

/// One page of the resources, newest first, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    filter: &Filter<'_>,
    page: Page,
) -> Result<(Vec<Resource>, i64)> {
    let Filter { cloud, product, like, secret, cert } = *filter;
    let total = if filter.is_empty() {
        count(tx, owner)?
    } else {
        tx.row(
            "SELECT COUNT(*) FROM cas_resource WHERE account = $1 AND site = $2
             AND (CAST($3 AS TEXT) IS NULL OR cloud = $3)
             AND (CAST($4 AS TEXT) IS NULL OR product = $4)
             AND (CAST($5 AS TEXT) IS NULL OR LOWER(domain) LIKE $5 ESCAPE '!'
                  OR LOWER(instance) LIKE $5 ESCAPE '!')
             AND (CAST($6 AS TEXT) IS NULL
                  OR access IN (SELECT id FROM cas_access WHERE secret_id = $6))
             AND (CAST($7 AS BIGINT) IS NULL OR cert = $7)",
            args![owner.account, owner.site, cloud, product, like, secret, cert],
            |row| row.int(0),
        )?
        .unwrap_or(0)
    };
    let found = tx.rows(
        select!(
            "WHERE account = $1 AND site = $2
             AND (CAST($3 AS TEXT) IS NULL OR cloud = $3)
             AND (CAST($4 AS TEXT) IS NULL OR product = $4)
             AND (CAST($5 AS TEXT) IS NULL OR LOWER(domain) LIKE $5 ESCAPE '!'
             OR LOWER(instance) LIKE $5 ESCAPE '!')
             AND (CAST($6 AS TEXT) IS NULL
             OR access IN (SELECT id FROM cas_access WHERE secret_id = $6))
             AND (CAST($7 AS BIGINT) IS NULL OR cert = $7)
             ORDER BY id DESC LIMIT $8 OFFSET $9"
        ),
        args![
            owner.account,
            owner.site,
            cloud,
            product,
            like,
            secret,
            cert,
            page.size,
            page.skip()
        ],
        read,
    )?;
    Ok((found, total))
}

/// The ids and domains of all resources below an id, newest first.
pub(in crate::cas) fn domains(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    below: Option<i64>,
) -> Result<Vec<(i64, String)>> {
    tx.rows(
        "SELECT id, domain FROM cas_resource WHERE account = $1 AND site = $2 AND id < $3
         AND closed = 0 ORDER BY id DESC",
        args![owner.account, owner.site, below.unwrap_or(i64::MAX)],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )
}

/// The first resources of an account at a site, each defaulting to all, oldest first.
pub(in crate::cas) fn list_all(
    tx: &mut dyn Tx,
    (account, site): (Option<&str>, Option<&str>),
    max: i64,
) -> Result<Vec<(String, Resource)>> {
    tx.rows(
        select!(
            "WHERE (CAST($1 AS TEXT) IS NULL OR account = $1)
             AND (CAST($2 AS TEXT) IS NULL OR site = $2) ORDER BY id LIMIT $3"
        ),
        args![account, site, max],
        |row| Ok((row.text(23)?, read(row)?)),
    )
}

/// How many resources of other clouds have a certificate, by cloud and product.
pub(in crate::cas) fn count_other_clouds(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    secret: Option<&str>,
) -> Result<Vec<(String, String, i64)>> {
    tx.rows(
        "SELECT cloud, product, COUNT(*) FROM cas_resource
         WHERE account = $1 AND site = $2 AND cloud <> 'aliyun' AND cert IS NOT NULL
         AND (CAST($3 AS TEXT) IS NULL
              OR access IN (SELECT id FROM cas_access WHERE secret_id = $3))
         GROUP BY cloud, product ORDER BY cloud, product",
        args![owner.account, owner.site, secret],
        |row| Ok((row.text(0)?, row.text(1)?, row.int(2)?)),
    )
}

pub(super) fn read(row: &Row<'_>) -> Result<Resource> {
    Ok(Resource {
        id: row.int(0)?,
        account: row.text(1)?,
        cloud: row.text(2)?,
        product: row.text(3)?,
        domain: row.text(4)?,
        instance: row.opt_text(5)?,
        listener: row.opt_text(6)?,
        port: row.opt_text(7)?,
        is_default: row.flag(8)?,
        namespace: row.opt_text(9)?,
        region: row.text(10)?,
        access: row.opt_int(11)?,
        installed: InstalledCertificate {
            cert: row.opt_int(12)?,
            name: row.opt_text(13)?,
            start: row.opt_int(14)?,
            end: row.opt_int(15)?,
            https: row.flag(16)?,
            tls: row.flag(17)?,
        },
        status: row.text(18)?,
        closed: row.flag(19)?,
        fail: row.opt_text(20)?,
        made: row.int(21)?,
        changed: row.int(22)?,
    })
}
