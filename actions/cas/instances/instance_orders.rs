//! The kinds of instances, and their creation through the control API; the vendor sells them
//! through another product.

use crate::cas::{instances::instance_flow, tables::instances::Instance};
use crate::{Cx, Result, shared::ids};

/// The brands of instances.
pub(in crate::cas) const BRANDS: &[&str] =
    &["WoSign", "CFCA", "DigiCert", "GeoTrust", "GlobalSign", "vTrus", "Alibaba"];
/// The versions of instances.
pub(in crate::cas) const VERSIONS: &[&str] = &["basic", "standard", "professional", "ultimate"];
/// The kinds of certificates.
pub(in crate::cas) const TYPES: &[&str] = &["DV", "OV", "EV"];

/// A basic instance for one plain name and one year, not stored yet.
pub(in crate::cas) fn default_instance(cx: &mut Cx<'_>) -> Instance {
    let code = ids::lower(cx.random, 12);
    Instance {
        id: format!("cas-cn-{code}"),
        starts: cx.now,
        ends: after_months(cx.now, 12),
        kind: "BUY".to_owned(),
        brand: "DigiCert".to_owned(),
        certificate_type: "DV".to_owned(),
        version: "basic".to_owned(),
        plain: 1,
        csr_method: "online".to_owned(),
        key_algorithm: "RSA_2048".to_owned(),
        validation: "DNS".to_owned(),
        outcome: "pass".to_owned(),
        ..Instance::default()
    }
}

/// A time plus a number of months; `from` if out of range.
pub(in crate::cas) fn after_months(from: i64, months: u32) -> i64 {
    chrono::DateTime::from_timestamp_millis(from)
        .and_then(|at| at.checked_add_months(chrono::Months::new(months)))
        .map_or(from, |at| at.timestamp_millis())
}

/// Stores a bought instance.
pub(in crate::cas) fn save(cx: &mut Cx<'_>, it: &mut Instance) -> Result<()> {
    if it.spec.is_empty() {
        let level = if it.kind == "TEST" { "test" } else { &it.version };
        it.spec = format!("{}_{}_{level}", it.brand, it.certificate_type).to_lowercase();
    }
    instance_flow::put(cx, it)
}
