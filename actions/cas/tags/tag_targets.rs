//! Finds the resources named by the actions on tags and resource groups: certificates by any of
//! their ids, orders and instances.

use crate::cas::tables::{
    Owner,
    certificates::{self, Certificate},
    instances, orders, warehouses,
};
use crate::{Params, Result, Spec, ports::store::Tx, text};

/// The kinds of resources, in any case: `instance`, `certificate`.
fn is_kind(it: &str) -> bool {
    ["instance", "certificate"].iter().any(|kind| it.eq_ignore_ascii_case(kind))
}

/// The parameter that names the kind.
pub(in crate::cas) const fn kind() -> Spec<String> {
    text("ResourceType").form("resource type", is_kind).doc("The kind of the resources.")
}

/// Reads and ignores the region: the host determines the site.
pub(in crate::cas) fn region(p: &mut Params<'_>) -> Result<()> {
    p.required(text("RegionId").doc("The region."))?;
    Ok(())
}

/// The certificate with this instance id, this id, or this identifier.
pub(in crate::cas) fn certificate(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    name: &str,
) -> Result<Option<Certificate>> {
    let plain = name.strip_suffix(owner.site).and_then(|it| it.strip_suffix('-')).unwrap_or(name);
    match plain.parse() {
        Ok(id) => Ok(certificates::certificate(tx, owner, id)?),
        Err(_) => Ok(certificates::of_instance(tx, owner, name)?),
    }
}

/// The id under which the tags of a resource are stored: the instance id, or the identifier of a
/// certificate in a warehouse.
pub(in crate::cas) fn tag_owner(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    name: &str,
) -> Result<Option<String>> {
    if let Some(found) = certificate(tx, owner, name)? {
        return Ok(Some(found.instance));
    }
    if let Some(found) = instances::instance(tx, owner, name)? {
        return Ok(Some(found.id));
    }
    if let Some(found) = orders::of_instance(tx, owner, name)? {
        return Ok(Some(found.instance));
    }
    Ok(warehouses::certificate(tx, owner, name)?.map(|found| found.identifier))
}
