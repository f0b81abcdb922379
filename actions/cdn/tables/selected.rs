//! Which domains a list has.

use super::domains::{Domain, count, read, select_domains};
use crate::{
    args,
    cdn::service::Service,
    core::grouped::{GroupSelection, GroupedResource},
    ports::store::{Result, Tx},
    request::page::Page,
    shared::{filters::filtered, ids},
};

/// Which domains are listed: those that are all of this. What is absent or empty filters nothing; the lists have a comma on each
/// side of every element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cdn) struct Wanted {
    /// Names.
    pub(in crate::cdn) names: Option<String>,
    /// A pattern of names.
    pub(in crate::cdn) like: Option<String>,
    pub(in crate::cdn) status: Option<String>,
    /// Types of business.
    pub(in crate::cdn) kinds: Option<String>,
    pub(in crate::cdn) scope: Option<String>,
    /// A pattern of the contents of sources.
    pub(in crate::cdn) origin: Option<String>,
    /// The resource group; empty for the default one.
    pub(in crate::cdn) resource_group: Option<String>,
    pub(in crate::cdn) changed_from: Option<i64>,
    pub(in crate::cdn) changed_to: Option<i64>,
    /// Those that could not be checked or configured are left out.
    pub(in crate::cdn) without_failed: Option<bool>,
    pub(in crate::cdn) scene: Option<String>,
}

/// A page of the domains of an account at a product, the newest first, and how many there are.
pub(in crate::cdn) fn list(
    tx: &mut dyn Tx,
    account: &str,
    service: Service,
    it: &Wanted,
    page: Page,
) -> Result<(Vec<Domain>, i64)> {
    let total = if *it == Wanted::default() { Some(count(tx, account, service)?) } else { None };
    let filter = args![
        account,
        service.name(),
        &it.names,
        &it.like,
        &it.status,
        &it.kinds,
        &it.scope,
        &it.origin,
        &it.resource_group,
        it.changed_from,
        it.changed_to,
        it.without_failed,
        &it.scene,
    ];
    filtered!(
        select_domains,
        "cdn_domain ",
        "WHERE account = $1 AND service = $2
         AND (CAST($3 AS TEXT) IS NULL OR $3 LIKE '%,' || name || ',%')
         AND (CAST($4 AS TEXT) IS NULL OR name LIKE $4 ESCAPE '!')
         AND (CAST($5 AS TEXT) IS NULL OR status = $5)
         AND (CAST($6 AS TEXT) IS NULL OR $6 LIKE '%,' || kind || ',%')
         AND (CAST($7 AS TEXT) IS NULL OR scope = $7)
         AND (CAST($8 AS TEXT) IS NULL OR origins LIKE $8 ESCAPE '!')
         AND (CAST($9 AS TEXT) IS NULL OR resource_group = $9)
         AND (CAST($10 AS BIGINT) IS NULL OR changed >= $10)
         AND (CAST($11 AS BIGINT) IS NULL OR changed <= $11)
         AND (CAST($12 AS BIGINT) IS NULL OR status NOT IN ('checking', 'check_failed', 'configure_failed'))
         AND (CAST($13 AS TEXT) IS NULL OR scene = $13)",
        " ORDER BY seq DESC LIMIT $14 OFFSET $15"
    )
    .list(tx, filter, total, page, read)
}

/// The arguments of a selection by resource group.
fn selected(selection: &GroupSelection<'_>) -> (Option<String>, Option<String>) {
    let GroupSelection { account, group, id, .. } = *selection;
    let default = ids::default_resource_group(account);
    let group = group.map(|it| if it == default { String::new() } else { it.to_owned() });
    (group, id.map(str::to_lowercase))
}

/// How many domains of a product a selection has.
pub(in crate::cdn) fn count_grouped(
    tx: &mut dyn Tx,
    service: Service,
    selection: &GroupSelection<'_>,
) -> Result<i64> {
    let (group, id) = selected(selection);
    let count = "SELECT COUNT(*) FROM cdn_domain WHERE account = $1 AND service = $2
         AND (CAST($3 AS TEXT) IS NULL OR resource_group = $3)
         AND (CAST($4 AS TEXT) IS NULL OR name = $4)";
    let args = args![selection.account, service.name(), group, id];
    Ok(tx.row(count, args, |row| row.int(0))?.unwrap_or(0))
}

/// A page of the domains of a product that a selection has.
pub(in crate::cdn) fn grouped(
    tx: &mut dyn Tx,
    service: Service,
    selection: &GroupSelection<'_>,
    (skip, size): (i64, i64),
) -> Result<Vec<GroupedResource>> {
    let (group, id) = selected(selection);
    let page = select_domains!(
        "WHERE account = $1 AND service = $2 AND (CAST($3 AS TEXT) IS NULL OR resource_group = $3)
         AND (CAST($4 AS TEXT) IS NULL OR name = $4) ORDER BY seq LIMIT $5 OFFSET $6"
    );
    let args = args![selection.account, service.name(), group, id, size, skip];
    tx.rows(page, args, |row| {
        let it = read(row)?;
        Ok(GroupedResource {
            group: it.resource_group_id(),
            region: String::new(),
            created: it.made,
            id: it.name,
        })
    })
}
