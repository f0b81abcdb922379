//! Why a sign or a template was rejected, as the answers of both show it.

use serde::Serialize;

use crate::shared::format::shanghai_time;

/// As lists show it: empty texts where nothing was rejected.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Reason {
    reject_info: String,
    reject_sub_info: String,
    reject_date: String,
}

impl Reason {
    pub(super) fn of(reason: Option<String>, audited: Option<i64>) -> Self {
        let reject_date = reason.as_ref().and(audited).map(shanghai_time).unwrap_or_default();
        let reject_info = reason.unwrap_or_default();
        Self { reject_info, reject_sub_info: String::new(), reject_date }
    }
}

/// As the newer generation shows it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AuditInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    reject_info: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audit_date: Option<String>,
}

impl AuditInfo {
    pub(super) fn of(reject_info: Option<String>, audited: Option<i64>) -> Self {
        Self { reject_info, audit_date: audited.map(shanghai_time) }
    }
}
