//! What lists and details show of a certificate alike.

use serde::Serialize;

use super::tables::{Owner, certificates::PcaCertificate, tags};
use crate::{Cx, Result};

/// The milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The members that every view of a certificate has.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Facts {
    identifier: String,
    certificate_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    common_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization_unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country_code: Option<String>,
    #[serde(rename = "SubjectDN")]
    subject: String,
    algorithm: String,
    key_size: i64,
    sign_algorithm: &'static str,
    serial_number: String,
    md5: String,
    sha2: String,
    before_date: i64,
    after_date: i64,
    status: &'static str,
    x509_certificate: String,
    resource_group_id: String,
}

impl Facts {
    pub(in crate::pca) fn of(it: &PcaCertificate) -> Self {
        let (kind, size) = it.algorithm.split_once('_').unwrap_or((&it.algorithm, ""));
        Self {
            identifier: it.identifier.clone(),
            certificate_type: it.kind.clone(),
            parent_identifier: it.parent.clone(),
            common_name: it.common.clone(),
            organization: it.org.clone(),
            organization_unit: it.unit.clone(),
            locality: it.locality.clone(),
            state: it.province.clone(),
            country_code: it.country.clone(),
            subject: it.subject.clone(),
            algorithm: kind.to_owned(),
            key_size: size.parse().unwrap_or(0),
            sign_algorithm: match kind {
                "ECC" => "SHA256WITHECDSA",
                "SM2" => "SM3WITHSM2",
                _ => "SHA256WITHRSA",
            },
            serial_number: it.serial.clone(),
            md5: it.identifier.clone(),
            sha2: it.sha256.clone(),
            before_date: it.not_before,
            after_date: it.not_after,
            status: if it.revoked.is_some() { "REVOKE" } else { "ISSUE" },
            x509_certificate: it.cert.clone(),
            resource_group_id: it.resource_group.clone(),
        }
    }
}

/// The days of a validity, of which the last may lack the time between the making of authority and certificate.
pub(in crate::pca) fn days(it: &PcaCertificate) -> i64 {
    (it.not_after - it.not_before + DAY / 2) / DAY
}

/// How many pages a list has.
pub(in crate::pca) fn pages(total: i64, size: i64) -> i64 {
    total / size.max(1) + i64::from(total % size.max(1) > 0)
}

/// A tag of a certificate.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct TagItem {
    tag_key: String,
    tag_value: String,
}

/// The tags of a certificate.
pub(in crate::pca) fn tag_items(cx: &mut Cx<'_>, identifier: &str) -> Result<Vec<TagItem>> {
    let owner = Owner::of(cx);
    let found = tags::of(cx.tx, owner, identifier)?;
    Ok(found.into_iter().map(|it| TagItem { tag_key: it.name, tag_value: it.value }).collect())
}
