//! Domains of both products.

use crate::{
    args,
    cdn::{domains::domain_states::Domains, service::Service},
    ports::store::{self, Result, Row, StoreError, Tx},
    shared::{ids, states::State},
};

// name is in lower case; sources a JSON list, origins their contents with blanks around each, for searches; resource_group is
// empty for the default one; next is what the status becomes, at the time `until`; both are null where it stays.
pub(super) const TABLE: &str = "CREATE TABLE cdn_domain (
        seq BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, service TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL,
        kind TEXT NOT NULL, scope TEXT NOT NULL, sources TEXT NOT NULL, origins TEXT NOT NULL, status TEXT NOT NULL,
        next TEXT, until BIGINT, resource_group TEXT NOT NULL, scene TEXT NOT NULL, function_type TEXT NOT NULL,
        fail TEXT, made BIGINT NOT NULL, changed BIGINT NOT NULL
    )";
pub(super) const BY_NAME: &str = "CREATE UNIQUE INDEX cdn_domain_name ON cdn_domain (name)";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX cdn_domain_account ON cdn_domain (account, service, seq)";

/// What the tally counts: the domains of an account at a product.
const KIND: &str = "cdn_domain";
/// The number before that of the first domain.
const ID_OFFSET: i64 = 10_000_000;

macro_rules! select_domains {
    ($($rest:expr),*) => {
        concat!(
            "SELECT seq, account, service, id, name, kind, scope, sources, status, next, until, resource_group, scene,
             function_type, fail, made, changed FROM cdn_domain ",
            $($rest),*
        )
    };
}
pub(super) use select_domains;

/// Where the content of a domain comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::cdn) struct Source {
    /// `ipaddr`, `domain`, `oss`, `fc_domain` or `common`.
    pub(in crate::cdn) kind: String,
    pub(in crate::cdn) content: String,
    pub(in crate::cdn) port: i64,
    pub(in crate::cdn) priority: i64,
    pub(in crate::cdn) weight: i64,
}

/// A domain.
#[derive(Clone, Debug)]
pub(in crate::cdn) struct Domain {
    /// 0 until it is stored.
    pub(in crate::cdn) seq: i64,
    pub(in crate::cdn) account: String,
    pub(in crate::cdn) service: Service,
    pub(in crate::cdn) id: i64,
    /// In lower case; that of a wildcard begins with a dot.
    pub(in crate::cdn) name: String,
    /// The type of business; empty at DCDN.
    pub(in crate::cdn) kind: String,
    pub(in crate::cdn) scope: String,
    pub(in crate::cdn) sources: Vec<Source>,
    pub(in crate::cdn) status: State<Domains>,
    /// What the status becomes.
    pub(in crate::cdn) next: Option<String>,
    /// When it does.
    pub(in crate::cdn) until: Option<i64>,
    /// Empty for the default one.
    pub(in crate::cdn) resource_group: String,
    pub(in crate::cdn) scene: String,
    pub(in crate::cdn) function_type: String,
    /// The code that setting a certificate is refused with, where a test wants that.
    pub(in crate::cdn) fail: Option<String>,
    pub(in crate::cdn) made: i64,
    pub(in crate::cdn) changed: i64,
}

impl Domain {
    /// The id of its resource group.
    pub(in crate::cdn) fn resource_group_id(&self) -> String {
        if self.resource_group.is_empty() {
            ids::default_resource_group(&self.account)
        } else {
            self.resource_group.clone()
        }
    }
}

pub(super) fn read(row: &Row<'_>) -> Result<Domain> {
    Ok(Domain {
        seq: row.int(0)?,
        account: row.text(1)?,
        service: Service::stored(&row.text(2)?),
        id: row.int(3)?,
        name: row.text(4)?,
        kind: row.text(5)?,
        scope: row.text(6)?,
        sources: serde_json::from_str(&row.text(7)?).map_err(|_| StoreError::Shape)?,
        status: State::read(&row.text(8)?)?,
        next: row.opt_text(9)?,
        until: row.opt_int(10)?,
        resource_group: row.text(11)?,
        scene: row.text(12)?,
        function_type: row.text(13)?,
        fail: row.opt_text(14)?,
        made: row.int(15)?,
        changed: row.int(16)?,
    })
}

/// What of the sources searches look at.
fn origins(sources: &[Source]) -> String {
    let contents = sources.iter().map(|it| it.content.to_lowercase());
    contents.fold(" ".to_owned(), |all, it| all + &it + " ")
}

/// Stores a domain: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::cdn) fn put(tx: &mut dyn Tx, it: &mut Domain) -> Result<()> {
    if it.seq == 0 {
        it.seq = store::tally_add(tx, "", KIND)?;
        it.id = ID_OFFSET + it.seq;
        store::tally_add(tx, &it.account, it.service.tally())?;
    }
    let sources = serde_json::to_string(&it.sources).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cdn_domain (seq, account, service, id, name, kind, scope, sources, origins, status, next, until,
         resource_group, scene, function_type, fail, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (seq) DO UPDATE SET scope = excluded.scope, sources = excluded.sources, origins = excluded.origins,
         status = excluded.status, next = excluded.next, until = excluded.until,
         resource_group = excluded.resource_group, fail = excluded.fail, changed = excluded.changed",
        args![
            it.seq,
            &it.account,
            it.service.name(),
            it.id,
            &it.name,
            &it.kind,
            &it.scope,
            sources,
            origins(&it.sources),
            it.status.as_str(),
            &it.next,
            it.until,
            &it.resource_group,
            &it.scene,
            &it.function_type,
            &it.fail,
            it.made,
            it.changed,
        ],
    )?;
    Ok(())
}

/// The domain of this name, of whatever account and product.
pub(in crate::cdn) fn named(tx: &mut dyn Tx, name: &str) -> Result<Option<Domain>> {
    tx.row(select_domains!("WHERE name = $1"), args![name], read)
}

/// The domain of this number.
pub(in crate::cdn) fn numbered(tx: &mut dyn Tx, seq: i64) -> Result<Option<Domain>> {
    tx.row(select_domains!("WHERE seq = $1"), args![seq], read)
}

/// How many domains an account has at a product.
pub(in crate::cdn) fn count(tx: &mut dyn Tx, account: &str, service: Service) -> Result<i64> {
    store::tally(tx, account, service.tally())
}

/// All domains of an account at a product, the newest first.
pub(in crate::cdn) fn all(tx: &mut dyn Tx, account: &str, service: Service) -> Result<Vec<Domain>> {
    tx.rows(
        select_domains!("WHERE account = $1 AND service = $2 ORDER BY seq DESC"),
        args![account, service.name()],
        read,
    )
}

/// Deletes a domain with all that belongs to it.
pub(in crate::cdn) fn delete(tx: &mut dyn Tx, it: &Domain) -> Result<()> {
    for statement in [
        "DELETE FROM cdn_config WHERE domain = $1",
        "DELETE FROM cdn_binding WHERE domain = $1",
        "DELETE FROM cdn_former WHERE domain = $1",
        "DELETE FROM cdn_tag WHERE domain = $1",
        "DELETE FROM cdn_domain WHERE seq = $1",
    ] {
        tx.execute(statement, args![it.seq])?;
    }
    store::tally_sub(tx, &it.account, it.service.tally(), 1)
}
