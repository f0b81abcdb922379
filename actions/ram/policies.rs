//! System and custom policies, and their representation in answers.

use serde::Serialize;

use super::{
    policy_faults::{MALFORMED_POLICY, NO_POLICY},
    tables::{
        attachments,
        policies::{self, Policy, Version},
        tags::Tag,
    },
    tags::Tags,
};
use crate::{
    ApiError, Cx, Result,
    policy::{Document, DocumentKind, system::SystemPolicy},
    shared::format::iso,
};

/// A system or a custom policy.
pub(super) enum AnyPolicy {
    System(&'static SystemPolicy),
    Custom(Policy),
}

impl AnyPolicy {
    /// Its name as it was created, whatever the case in the call.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::System(policy) => policy.name,
            Self::Custom(policy) => &policy.name,
        }
    }
}

/// The policy of the type `kind` called `name`, ignoring case.
pub(super) fn find(cx: &mut Cx<'_>, kind: &str, name: &str) -> Result<AnyPolicy> {
    if kind != "System" {
        return custom(cx, name).map(AnyPolicy::Custom);
    }
    if let Some(policy) = SystemPolicy::find(name) {
        return Ok(AnyPolicy::System(policy));
    }
    let is_custom = policies::policy(cx.tx, &cx.caller.account, name)?.is_some();
    Err(unknown_system(name, is_custom))
}

/// The message is the same whether the cloud has such a policy or not, so the hint explains it.
fn unknown_system(name: &str, is_custom: bool) -> ApiError {
    ApiError::from(NO_POLICY).with_hint(if is_custom {
        format!("{name} is a custom policy of the account: its PolicyType is Custom.")
    } else {
        let known = SystemPolicy::all().len();
        format!("{name} is none of the {known} system policies that Localyun has.")
    })
}

/// The custom policy called `name`, ignoring case.
pub(super) fn custom(cx: &mut Cx<'_>, name: &str) -> Result<Policy> {
    policies::policy(cx.tx, &cx.caller.account, name)?.ok_or_else(|| {
        let error = ApiError::from(NO_POLICY);
        match SystemPolicy::find(name) {
            Some(system) => error.with_hint(format!(
                "{} is a system policy: the account has no custom policy of this name.",
                system.name
            )),
            None => error,
        }
    })
}

/// Rejects invalid identity policy documents.
pub(super) fn check(document: &str) -> Result<()> {
    match Document::parse(document, DocumentKind::Identity) {
        Ok(_) => Ok(()),
        Err(malformed) => Err(MALFORMED_POLICY.with(&malformed.to_string())),
    }
}

/// A policy in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PolicyView {
    pub(super) policy_name: String,
    pub(super) policy_type: &'static str,
    pub(super) description: String,
    pub(super) default_version: String,
    pub(super) create_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) update_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) attachment_count: Option<i64>,
    /// The document of the default version, for old clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) policy_document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tags: Option<Tags>,
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
pub(super) struct PolicyVersionView {
    version_id: String,
    is_default_version: bool,
    pub(super) policy_document: String,
    create_date: String,
}

impl PolicyVersionView {
    pub(super) fn of(version: Version, current: i64) -> Self {
        Self {
            version_id: format!("v{}", version.number),
            is_default_version: version.number == current,
            policy_document: version.document,
            create_date: iso(version.made),
        }
    }

    /// System policies have only their current version.
    pub(super) fn of_system(policy: &SystemPolicy) -> Self {
        Self {
            version_id: policy.version.into(),
            is_default_version: true,
            policy_document: policy.text().into(),
            create_date: policy.updated.into(),
        }
    }
}

/// A policy attached to a user, a group or a role.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AttachedPolicy {
    policy_name: String,
    policy_type: String,
    description: String,
    default_version: String,
    attach_date: String,
}

/// A wrapped list of policies: `{"Policy": […]}`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List<T> {
    pub(super) policy: Vec<T>,
}

/// The policies attached to `holder` for the whole account, oldest first.
pub(super) fn attached(
    cx: &mut Cx<'_>,
    holder: (attachments::Entity, i64),
) -> Result<List<AttachedPolicy>> {
    let mut policy = Vec::new();
    for (kind, name, since) in attachments::of_holder(cx.tx, &cx.caller.account, holder)? {
        let shown = match find(cx, &kind, &name)? {
            AnyPolicy::System(policy) => PolicyView::of_system(policy),
            AnyPolicy::Custom(policy) => PolicyView::of_custom(policy),
        };
        policy.push(AttachedPolicy {
            policy_name: name,
            policy_type: kind,
            description: shown.description,
            default_version: shown.default_version,
            attach_date: iso(since),
        });
    }
    Ok(List { policy })
}

/// A custom policy in lists, with its tags.
pub(super) fn with_tags(policy: Policy, attached: i64, tags: Vec<Tag>) -> PolicyView {
    let mut shown = PolicyView::of_custom(policy);
    shown.attachment_count = Some(attached);
    shown.tags = Some(Tags::of(tags));
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_policy_that_is_not_known_is_told_apart_from_a_custom_one() {
        let hint = |is_custom| unknown_system("AliyunNothing", is_custom).hint.unwrap_or_default();
        assert!(hint(false).starts_with("AliyunNothing is none of the "), "{}", hint(false));
        assert!(hint(true).ends_with("its PolicyType is Custom."), "{}", hint(true));
    }
}
