//! What the actions on tags and resource groups are about.

use crate::{
    Cx, Params, Result, Spec,
    cas::faults::NOT_FOUND,
    pca::tables::{
        Owner,
        certificates::{self, PcaCertificate},
    },
    text,
};

/// The kinds of resources, in any case: `instance` (documented), `PcaCertificate` (observed: Terraform's provider sends it).
fn is_kind(it: &str) -> bool {
    ["instance", "PcaCertificate"].iter().any(|kind| it.eq_ignore_ascii_case(kind))
}

/// The parameter that names the kind.
pub(in crate::pca) const fn kind() -> Spec<String> {
    text("ResourceType").form("resource type", is_kind).doc("The kind of the resources.")
}

/// Reads the region, which has no effect: the host determines the site.
pub(in crate::pca) fn region(p: &mut Params<'_>) -> Result<()> {
    p.optional(text("RegionId").doc("The region."))?;
    Ok(())
}

/// What a resource id names: its identifier.
pub(in crate::pca) fn find(cx: &mut Cx<'_>, id: &str) -> Result<PcaCertificate> {
    let owner = Owner::of(cx);
    Ok(certificates::certificate(cx.tx, owner, id)?.ok_or(NOT_FOUND)?)
}
