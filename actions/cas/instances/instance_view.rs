//! An instance and its certificate in answers. Times are in seconds here, unlike elsewhere.

use serde::Serialize;

use crate::cas::{
    certificates::expiry,
    instances::instance_flow,
    tables::{
        Owner,
        certificate_counts::TimeRange,
        certificates::{self, Certificate},
        instances::Instance,
    },
};
use crate::{Cx, Result};

/// The fields shared by list and detail answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct InstanceFields {
    instance_id: String,
    instance_type: String,
    status: String,
    spec: String,
    brand: String,
    certificate_type: String,
    version_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
    full_domain_count: i64,
    wildcard_domain_count: i64,
    key_algorithm: String,
    auto_reissue: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_not_before: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_not_after: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_revoke_time: Option<i64>,
    instance_start_time: i64,
    instance_end_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_start_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_end_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pending_result: Option<String>,
    resource_group_id: String,
}

/// Whole seconds.
const fn seconds(millis: i64) -> i64 {
    millis.div_euclid(1000)
}

/// The current certificate of the instance.
pub(in crate::cas) fn certificate(cx: &mut Cx<'_>, it: &Instance) -> Result<Option<Certificate>> {
    let owner = Owner::of(cx);
    match it.certificate {
        Some(id) => Ok(certificates::certificate(cx.tx, owner, id)?),
        None => Ok(None),
    }
}

impl InstanceFields {
    pub(in crate::cas) fn of(
        owner: Owner<'_>,
        it: &Instance,
        certificate: Option<&Certificate>,
        now: i64,
    ) -> Self {
        let held = certificate;
        Self {
            instance_id: it.id.clone(),
            instance_type: it.kind.clone(),
            status: instance_flow::status(it, now).to_owned(),
            spec: it.spec.clone(),
            brand: it.brand.clone(),
            certificate_type: it.certificate_type.clone(),
            version_type: it.version.clone(),
            domain: it.domain.clone(),
            full_domain_count: it.plain,
            wildcard_domain_count: it.wildcard,
            key_algorithm: it.key_algorithm.clone(),
            auto_reissue: if it.auto_reissue { "enable" } else { "disable" },
            certificate_id: held.map(|c| c.id),
            cert_identifier: held.map(|c| format!("{}-{}", c.id, owner.site)),
            certificate_name: it.name.clone().or_else(|| held.map(|c| c.name.clone())),
            certificate_status: held.map(|c| expiry::status(c, now)),
            certificate_not_before: held.map(|c| seconds(c.not_before)),
            certificate_not_after: held.map(|c| seconds(c.not_after)),
            certificate_revoke_time: it.revoked.map(seconds),
            instance_start_time: seconds(it.starts),
            instance_end_time: seconds(it.ends),
            order_start_time: it.order_starts.map(seconds),
            order_end_time: it.order_ends.map(seconds),
            pending_result: it.result.clone(),
            resource_group_id: it.resource_group.clone(),
        }
    }
}

/// The filter for a status: the stored statuses and the range of end times.
pub(in crate::cas) fn within(status: Option<&str>, now: i64) -> (Option<(&str, &str)>, TimeRange) {
    // An instance has expired at its end time, not after it.
    let later = now.saturating_add(1);
    let TimeRange(soon, never) = expiry::not_expiring(now);
    match status {
        None => (None, TimeRange::ANY),
        Some("inactive") => (Some(("inactive", "inactive")), TimeRange(later, never)),
        Some("normal") => (Some(("normal", "normal")), TimeRange(soon, never)),
        Some("willExpire") => (Some(("normal", "normal")), TimeRange(later, soon)),
        Some("expired") => (Some(("inactive", "normal")), TimeRange(0, later)),
        Some(other) => (Some((other, other)), TimeRange::ANY),
    }
}
