//! Policies, their versions and attachments in answers.

use serde::Serialize;

use super::{
    tables::{
        policies::{Policy, Version},
        tags::Tag,
    },
    tags::Tags,
};
use crate::{policy::system::SystemPolicy, shared::format::iso};

/// A policy in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct PolicyView {
    pub(crate) policy_name: String,
    pub(crate) policy_type: &'static str,
    pub(crate) description: String,
    pub(crate) default_version: String,
    pub(crate) create_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) update_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attachment_count: Option<i64>,
    /// The document of the default version, for old clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) policy_document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tags: Option<Tags>,
}

impl PolicyView {
    pub(super) fn of_system(policy: &SystemPolicy) -> Self {
        Self {
            policy_name: policy.name.into(),
            policy_type: "System",
            description: policy.description.into(),
            default_version: policy.version.into(),
            create_date: policy.created.into(),
            update_date: Some(policy.updated.into()),
            attachment_count: None,
            policy_document: None,
            tags: None,
        }
    }

    pub(super) fn of_custom(policy: Policy) -> Self {
        Self {
            policy_name: policy.name,
            policy_type: "Custom",
            description: policy.about,
            default_version: format!("v{}", policy.current),
            create_date: iso(policy.made),
            update_date: Some(iso(policy.changed)),
            attachment_count: None,
            policy_document: None,
            tags: None,
        }
    }
}

/// One version of a policy.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct PolicyVersionView {
    version_id: String,
    is_default_version: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) policy_document: Option<String>,
    create_date: String,
}

impl PolicyVersionView {
    pub(super) fn of(version: Version, current: i64) -> Self {
        Self {
            version_id: format!("v{}", version.number),
            is_default_version: version.number == current,
            policy_document: Some(version.document),
            create_date: iso(version.made),
        }
    }

    /// System policies have only their current version.
    pub(super) fn of_system(policy: &SystemPolicy) -> Self {
        Self {
            version_id: policy.version.into(),
            is_default_version: true,
            policy_document: Some(policy.text().into()),
            create_date: policy.updated.into(),
        }
    }
}

/// A wrapped list of policies: `{"Policy": […]}`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct List<T> {
    pub(crate) policy: Vec<T>,
}

/// A custom policy in lists, with its tags.
pub(super) fn with_tags(policy: Policy, attached: i64, tags: Vec<Tag>) -> PolicyView {
    let mut shown = PolicyView::of_custom(policy);
    shown.attachment_count = Some(attached);
    shown.tags = Some(Tags::of(tags));
    shown
}
