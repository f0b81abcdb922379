//! Domains that are hosted.

use crate::{
    args,
    core::grouped::{GroupSelection, GroupedResource},
    ports::store::{self, Result, Row, Tx},
    request::page::Page,
    shared::{filters::filtered, ids},
};

// name is in ASCII and lower case, shown as it was given, search both in lower case; group_id and resource_group are empty for
// the default ones; dns is two host names with a comma; min_ttl is null where the edition decides; published is since when name servers know it.
pub(super) const TABLE: &str = "CREATE TABLE alidns_domain (
        seq BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, shown TEXT NOT NULL,
        search TEXT NOT NULL, group_id TEXT NOT NULL, resource_group TEXT NOT NULL, remark TEXT NOT NULL,
        starred BIGINT NOT NULL, edition TEXT NOT NULL, instance TEXT, dns TEXT COLLATE \"C\" NOT NULL, min_ttl BIGINT,
        made BIGINT NOT NULL, changed BIGINT NOT NULL, published BIGINT NOT NULL
    )";
pub(super) const BY_NAME: &str = "CREATE UNIQUE INDEX alidns_domain_name ON alidns_domain (name)";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX alidns_domain_account ON alidns_domain (account, seq)";
pub(super) const BY_GROUP: &str =
    "CREATE INDEX alidns_domain_group ON alidns_domain (account, group_id)";

pub(super) const BY_SERVERS: &str = "CREATE INDEX alidns_domain_servers ON alidns_domain (dns)";

/// What the tally counts: the domains of an account.
pub(super) const KIND: &str = "alidns_domain";
/// What the tally counts: the records of a domain, by its id.
pub(super) const RECORDS: &str = "alidns_record";
/// What the tally counts: the records of a domain and a type, by both.
pub(super) const OF_TYPE: &str = "alidns_record_type";

/// A domain, by its id, and a type, for the tally.
pub(super) fn typed(domain: &str, kind: &str) -> String {
    format!("{domain}/{kind}")
}

macro_rules! select {
    ($($rest:expr),*) => {
        concat!(
            "SELECT seq, account, id, name, shown, group_id, resource_group, remark, starred, edition, instance, dns,
             min_ttl, made, changed, published FROM alidns_domain ",
            $($rest),*
        )
    };
}

/// A domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Domain {
    /// 0 until it is stored.
    pub(in crate::alidns) seq: i64,
    pub(in crate::alidns) account: String,
    pub(in crate::alidns) id: String,
    /// In ASCII and lower case.
    pub(in crate::alidns) name: String,
    /// As it was given, in lower case.
    pub(in crate::alidns) shown: String,
    /// Empty for the default one.
    pub(in crate::alidns) group: String,
    /// Empty for the default one.
    pub(in crate::alidns) resource_group: String,
    pub(in crate::alidns) remark: String,
    pub(in crate::alidns) starred: bool,
    pub(in crate::alidns) edition: String,
    pub(in crate::alidns) instance: Option<String>,
    /// The names of its servers, with a comma between them.
    pub(in crate::alidns) dns: String,
    /// The shortest TTL, where it is not the edition's.
    pub(in crate::alidns) min_ttl: Option<i64>,
    pub(in crate::alidns) made: i64,
    /// When a record of it was last changed.
    pub(in crate::alidns) changed: i64,
    /// Since when name servers answer for it.
    pub(in crate::alidns) published: i64,
}

impl Domain {
    /// The id of its resource group.
    pub(in crate::alidns) fn resource_group_id(&self) -> String {
        if self.resource_group.is_empty() {
            ids::default_resource_group(&self.account)
        } else {
            self.resource_group.clone()
        }
    }

    /// The names of its servers.
    pub(in crate::alidns) fn servers(&self) -> Vec<String> {
        self.dns.split(',').map(str::to_owned).collect()
    }
}

fn read(row: &Row<'_>) -> Result<Domain> {
    Ok(Domain {
        seq: row.int(0)?,
        account: row.text(1)?,
        id: row.text(2)?,
        name: row.text(3)?,
        shown: row.text(4)?,
        group: row.text(5)?,
        resource_group: row.text(6)?,
        remark: row.text(7)?,
        starred: row.flag(8)?,
        edition: row.text(9)?,
        instance: row.opt_text(10)?,
        dns: row.text(11)?,
        min_ttl: row.opt_int(12)?,
        made: row.int(13)?,
        changed: row.int(14)?,
        published: row.int(15)?,
    })
}

/// Stores a domain: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::alidns) fn put(tx: &mut dyn Tx, it: &mut Domain) -> Result<()> {
    if it.seq == 0 {
        // The numbers ascend over all accounts, since domains go from one to another.
        it.seq = store::tally_add(tx, "", KIND)?;
        store::tally_add(tx, &it.account, KIND)?;
    }
    let search =
        if it.shown == it.name { it.name.clone() } else { format!("{} {}", it.shown, it.name) };
    tx.execute(
        "INSERT INTO alidns_domain (seq, account, id, name, shown, search, group_id, resource_group, remark, starred,
         edition, instance, dns, min_ttl, made, changed, published)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (seq) DO UPDATE SET group_id = excluded.group_id,
         resource_group = excluded.resource_group, remark = excluded.remark, starred = excluded.starred,
         edition = excluded.edition, instance = excluded.instance, dns = excluded.dns, min_ttl = excluded.min_ttl,
         changed = excluded.changed",
        args![
            it.seq,
            &it.account,
            &it.id,
            &it.name,
            &it.shown,
            &search,
            &it.group,
            &it.resource_group,
            &it.remark,
            it.starred,
            &it.edition,
            &it.instance,
            &it.dns,
            it.min_ttl,
            it.made,
            it.changed,
            it.published,
        ],
    )?;
    Ok(())
}

/// The domain of this name, of whatever account.
pub(in crate::alidns) fn named(tx: &mut dyn Tx, name: &str) -> Result<Option<Domain>> {
    tx.row(select!("WHERE name = $1"), args![name], read)
}

/// The domain of this number.
pub(in crate::alidns) fn numbered(tx: &mut dyn Tx, seq: i64) -> Result<Option<Domain>> {
    tx.row(select!("WHERE seq = $1"), args![seq], read)
}

/// Notes that a record of a domain was changed.
pub(in crate::alidns) fn touch(tx: &mut dyn Tx, seq: i64, at: i64) -> Result<()> {
    tx.execute("UPDATE alidns_domain SET changed = $1 WHERE seq = $2", args![at, seq])?;
    Ok(())
}

/// How many records a domain has, all or those of a type.
pub(in crate::alidns) fn record_count(
    tx: &mut dyn Tx,
    it: &Domain,
    kind: Option<&str>,
) -> Result<i64> {
    match kind {
        Some(kind) => store::tally(tx, &typed(&it.id, kind), OF_TYPE),
        None => store::tally(tx, &it.id, RECORDS),
    }
}

/// Whether a domain of any account has a server of this name. The lists of servers are few, and each is read once.
pub(in crate::alidns) fn has_server(tx: &mut dyn Tx, name: &str) -> Result<bool> {
    let mut last = String::new();
    loop {
        let next = "SELECT dns FROM alidns_domain WHERE dns > $1 ORDER BY dns LIMIT 1";
        let Some(servers) = tx.row(next, args![&last], |row| row.text(0))? else {
            return Ok(false);
        };
        if servers.split(',').any(|it| it == name) {
            return Ok(true);
        }
        last = servers;
    }
}

/// Gives what belongs to a domain to an account; to none, if that is empty.
pub(super) fn hand_over(tx: &mut dyn Tx, seq: i64, account: &str) -> Result<()> {
    for statement in [
        "UPDATE alidns_record SET account = $1 WHERE domain = $2",
        "UPDATE alidns_weight SET account = $1 WHERE domain = $2",
        "UPDATE alidns_line SET account = $1 WHERE domain = $2",
    ] {
        tx.execute(statement, args![account, seq])?;
    }
    Ok(())
}

/// Gives a domain, with all that belongs to it, to another account, where it is in the default groups.
pub(in crate::alidns) fn give(tx: &mut dyn Tx, it: &Domain, account: &str) -> Result<()> {
    tx.execute(
        "UPDATE alidns_domain SET account = $1, group_id = '', resource_group = '' WHERE seq = $2",
        args![account, it.seq],
    )?;
    hand_over(tx, it.seq, account)?;
    // Tags are of the account that has given them.
    tx.execute("DELETE FROM alidns_tag WHERE domain = $1", args![it.seq])?;
    store::tally_sub(tx, &it.account, KIND, 1)?;
    store::tally_add(tx, account, KIND)?;
    Ok(())
}

/// Which domains of an account are listed.
#[derive(Clone, Debug, Default)]
pub(in crate::alidns) struct Wanted {
    /// A pattern of the names.
    pub(in crate::alidns) like: Option<String>,
    /// The whole name.
    pub(in crate::alidns) name: Option<String>,
    /// The group; empty for the default one.
    pub(in crate::alidns) group: Option<String>,
    /// The resource group; empty for the default one.
    pub(in crate::alidns) resource_group: Option<String>,
    pub(in crate::alidns) starred: Option<bool>,
}

/// A page of the domains of an account, the newest first, and how many there are.
pub(in crate::alidns) fn list(
    tx: &mut dyn Tx,
    account: &str,
    wanted: &Wanted,
    page: Page,
) -> Result<(Vec<Domain>, i64)> {
    let Wanted { like, name, group, resource_group, starred } = wanted;
    let unfiltered = like.is_none()
        && name.is_none()
        && group.is_none()
        && resource_group.is_none()
        && starred.is_none();
    let total = if unfiltered { Some(store::tally(tx, account, KIND)?) } else { None };
    filtered!(
        select,
        "alidns_domain ",
        "WHERE account = $1 AND (CAST($2 AS TEXT) IS NULL OR search LIKE $2 ESCAPE '!')
         AND (CAST($3 AS TEXT) IS NULL OR name = $3) AND (CAST($4 AS TEXT) IS NULL OR group_id = $4)
         AND (CAST($5 AS TEXT) IS NULL OR resource_group = $5)
         AND (CAST($6 AS BIGINT) IS NULL OR starred = $6)",
        " ORDER BY seq DESC LIMIT $7 OFFSET $8"
    )
    .list(tx, args![account, like, name, group, resource_group, *starred], total, page, read)
}

/// How many domains of an account are in a group; empty for the default one.
pub(in crate::alidns) fn in_group(tx: &mut dyn Tx, account: &str, group: &str) -> Result<i64> {
    let count = "SELECT COUNT(*) FROM alidns_domain WHERE account = $1 AND group_id = $2";
    Ok(tx.row(count, args![account, group], |row| row.int(0))?.unwrap_or(0))
}

/// Moves the domains of a group that goes to the default one.
pub(in crate::alidns) fn leave_group(tx: &mut dyn Tx, account: &str, group: &str) -> Result<()> {
    tx.execute(
        "UPDATE alidns_domain SET group_id = '' WHERE account = $1 AND group_id = $2",
        args![account, group],
    )?;
    Ok(())
}

/// The domains that are bound to an instance, the newest first.
pub(in crate::alidns) fn of_instance(
    tx: &mut dyn Tx,
    account: &str,
    instance: &str,
) -> Result<Vec<Domain>> {
    tx.rows(
        select!("WHERE account = $1 AND instance = $2 ORDER BY seq DESC"),
        args![account, instance],
        read,
    )
}

/// The arguments of a selection by resource group.
fn selected(selection: &GroupSelection<'_>) -> (Option<String>, Option<String>) {
    let GroupSelection { account, group, id, .. } = *selection;
    let default = ids::default_resource_group(account);
    let group = group.map(|it| if it == default { String::new() } else { it.to_owned() });
    (group, id.map(str::to_lowercase))
}

/// How many domains a selection has.
pub(in crate::alidns) fn count_grouped(
    tx: &mut dyn Tx,
    selection: &GroupSelection<'_>,
) -> Result<i64> {
    let (group, id) = selected(selection);
    let count = "SELECT COUNT(*) FROM alidns_domain WHERE account = $1
         AND (CAST($2 AS TEXT) IS NULL OR resource_group = $2)
         AND (CAST($3 AS TEXT) IS NULL OR name = $3)";
    Ok(tx.row(count, args![selection.account, group, id], |row| row.int(0))?.unwrap_or(0))
}

/// A page of the domains of a selection.
pub(in crate::alidns) fn grouped(
    tx: &mut dyn Tx,
    selection: &GroupSelection<'_>,
    (skip, size): (i64, i64),
) -> Result<Vec<GroupedResource>> {
    let (group, id) = selected(selection);
    let page = select!(
        "WHERE account = $1 AND (CAST($2 AS TEXT) IS NULL OR resource_group = $2)
         AND (CAST($3 AS TEXT) IS NULL OR name = $3) ORDER BY seq LIMIT $4 OFFSET $5"
    );
    tx.rows(page, args![selection.account, group, id, size, skip], |row| {
        let it = read(row)?;
        Ok(GroupedResource {
            group: it.resource_group_id(),
            region: String::new(),
            created: it.made,
            id: it.shown,
        })
    })
}
