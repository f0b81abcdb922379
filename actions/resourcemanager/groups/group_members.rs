//! The resources in resource groups, of all products that declare kinds of them.

use crate::{
    Cx, PRODUCTS, Params, Result,
    core::grouped::{GroupSelection, GroupedResource, ResourceKind},
    text,
};

/// How many pairs of a service and a type one call may name.
const MOST_TYPES: usize = 50;

/// The kinds of resources that are emulated.
pub(super) fn kinds() -> impl Iterator<Item = &'static ResourceKind> {
    PRODUCTS.iter().flat_map(|product| product.grouped)
}

/// A service and a type within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ResourceType {
    pub(super) service: String,
    pub(super) name: String,
}

impl ResourceType {
    /// Whether `kind` is meant. Case does not count, since it does not in the services' own actions.
    pub(super) fn means(&self, kind: &ResourceKind) -> bool {
        kind.service.eq_ignore_ascii_case(&self.service)
            && kind.resource_type.eq_ignore_ascii_case(&self.name)
    }
}

/// `ResourceTypes.1.Service` and `ResourceTypes.1.…`, whose name is `name`. Those that lack one of
/// them take no effect (the page of `ListResources`).
pub(super) fn read_types(p: &mut Params<'_>, name: &'static str) -> Result<Vec<ResourceType>> {
    let types = p.each("ResourceTypes", MOST_TYPES, |p| {
        let service = p.optional(text("Service").doc("The code of the service."))?;
        let name = p.optional(text(name).doc("The type of resource."))?;
        Ok(service.zip(name).map(|(service, name)| ResourceType { service, name }))
    })?;
    Ok(types.into_iter().flatten().collect())
}

/// How many resources of these kinds are selected.
pub(super) fn count(
    cx: &mut Cx<'_>,
    kinds: &[&'static ResourceKind],
    selection: &GroupSelection<'_>,
) -> Result<i64> {
    let mut total = 0;
    for kind in kinds {
        total += (kind.count)(cx.tx, selection)?;
    }
    Ok(total)
}

/// A page of the resources of these kinds, one kind after the other, and how many there are.
pub(super) fn page(
    cx: &mut Cx<'_>,
    kinds: &[&'static ResourceKind],
    selection: &GroupSelection<'_>,
    (mut skip, mut size): (i64, i64),
) -> Result<(Vec<(&'static ResourceKind, GroupedResource)>, i64)> {
    let (mut found, mut total) = (Vec::new(), 0);
    for kind in kinds {
        let held = (kind.count)(cx.tx, selection)?;
        total += held;
        if size > 0 && skip < held {
            let rows = (kind.page)(cx.tx, selection, (skip, size))?;
            size = size.saturating_sub_unsigned(rows.len() as u64);
            found.extend(rows.into_iter().map(|row| (*kind, row)));
        }
        skip = (skip - held).max(0);
    }
    Ok((found, total))
}

/// Whether the group of this id holds anything.
pub(super) fn holds_any(cx: &mut Cx<'_>, group: &str) -> Result<bool> {
    let account = cx.caller.account.clone();
    let selection =
        GroupSelection { account: &account, region: None, group: Some(group), id: None };
    let kinds: Vec<_> = kinds().collect();
    Ok(page(cx, &kinds, &selection, (0, 1))?.1 > 0)
}
