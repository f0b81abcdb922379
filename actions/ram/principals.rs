//! Users, groups and roles by the full names that Resource Manager has for them, and what is attached to
//! them.

use super::{
    account,
    attach::Entity,
    lookup, policies,
    tables::attachments::{self, Attached, AttachmentFilter},
};
use crate::{Cx, Result, policy::system::SystemPolicy, request::page::Page};

/// Before the account's part of a domain, and after it.
const fn around(entity: Entity) -> (&'static str, &'static str) {
    match entity {
        Entity::User => ("", ".onaliyun.com"),
        Entity::Group => ("group.", ".onaliyun.com"),
        Entity::Role => ("role.", ".onaliyunservice.com"),
    }
}

/// The full name: `alice@1000000000000001.onaliyun.com`. `label` is the account's id or alias.
pub(crate) fn full_name(entity: Entity, name: &str, label: &str) -> String {
    let (before, after) = around(entity);
    format!("{name}@{before}{label}{after}")
}

/// The name before the `@`, if `full` is a full name of an entity of this kind in the account: with its
/// alias, or with its id, which is always valid.
pub(crate) fn name_in<'a>(
    cx: &mut Cx<'_>,
    entity: Entity,
    full: &'a str,
) -> Result<Option<&'a str>> {
    let (before, after) = around(entity);
    let Some((name, domain)) = full.split_once('@') else { return Ok(None) };
    let domain = domain.to_ascii_lowercase();
    let label = domain.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    let current = account::domain_label(cx)?;
    Ok(label.filter(|it| *it == cx.caller.account || *it == current).map(|_| name))
}

/// An attachment of a policy, as in lists.
pub(crate) struct AttachmentRecord {
    pub(crate) entity: Entity,
    /// The full name of the user, group or role.
    pub(crate) principal: String,
    /// The type of the policy.
    pub(crate) kind: String,
    pub(crate) policy: String,
    /// The description of the policy.
    pub(crate) about: String,
    /// The id of the resource group; empty for the whole account.
    pub(crate) resource_group: String,
    pub(crate) since: i64,
}

/// Which attachments to list.
pub(crate) struct AttachmentQuery<'a> {
    pub(crate) kind: Option<&'a str>,
    pub(crate) policy: Option<&'a str>,
    pub(crate) entity: Option<Entity>,
    /// A full name.
    pub(crate) principal: Option<&'a str>,
    /// The id of a resource group; empty for the whole account.
    pub(crate) resource_group: Option<&'a str>,
}

/// A page of the attachments in the account, oldest first, and how many there are. A policy that is named
/// must exist, in the type that is named or in either; a principal that is named need not.
pub(crate) fn attachments(
    cx: &mut Cx<'_>,
    query: &AttachmentQuery<'_>,
    page: Page,
) -> Result<(Vec<AttachmentRecord>, i64)> {
    let policy = match (query.policy, query.kind) {
        (None, _) => None,
        (Some(name), Some(kind)) => Some(policies::find(cx, kind, name)?),
        (Some(name), None) => Some(match policies::custom(cx, name) {
            Ok(custom) => policies::AnyPolicy::Custom(custom),
            Err(error) => SystemPolicy::find(name).map(policies::AnyPolicy::System).ok_or(error)?,
        }),
    };
    let principal = match query.principal {
        None => None,
        Some(full) => Some(holder(cx, query.entity, full)?),
    };
    let label = account::domain_label(cx)?;
    let filter = AttachmentFilter {
        kind: query.kind,
        policy: policy.as_ref().map(policies::AnyPolicy::name),
        entity: query.entity,
        holder: None,
        resource_group: query.resource_group,
    };
    let filter = match principal {
        None => filter,
        Some(Some((entity, seq))) => {
            AttachmentFilter { entity: Some(entity), holder: Some(seq), ..filter }
        }
        Some(None) => return Ok((Vec::new(), 0)),
    };
    let account = &cx.caller.account;
    let found = attachments::page(cx.tx, account, &filter, (page.skip(), page.size))?;
    let total = attachments::count(cx.tx, account, &filter)?;
    Ok((found.into_iter().map(|it| record(it, &label)).collect(), total))
}

/// The entity with this full name, if there is one, and of the kind `entity` if that is named.
fn holder(cx: &mut Cx<'_>, entity: Option<Entity>, full: &str) -> Result<Option<(Entity, i64)>> {
    for kind in [Entity::User, Entity::Group, Entity::Role] {
        if entity.is_some_and(|it| it != kind) {
            continue;
        }
        if let Some(name) = name_in(cx, kind, full)? {
            return Ok(lookup::seq_if_any(cx, kind, name)?.map(|seq| (kind, seq)));
        }
    }
    Ok(None)
}

fn record(it: Attached, label: &str) -> AttachmentRecord {
    let system = || SystemPolicy::find(&it.policy).map(|policy| policy.description.to_owned());
    let about = if it.kind == "System" { system() } else { it.about };
    AttachmentRecord {
        entity: it.entity,
        principal: full_name(it.entity, &it.name, label),
        about: about.unwrap_or_default(),
        kind: it.kind,
        policy: it.policy,
        resource_group: it.resource_group,
        since: it.since,
    }
}
