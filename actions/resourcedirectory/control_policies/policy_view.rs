//! Control policies as answers show them.

use serde::Serialize;

use super::full_access;
use crate::resourcedirectory::{
    tables::{
        control_policies::{self, ControlPolicy},
        tags::Tag,
    },
    tags::tag_view::Tags,
};
use crate::{
    ports::store::{Result, Tx},
    shared::format::iso,
};

/// `System` or `Custom`.
pub(in crate::resourcedirectory) fn type_of(id: &str) -> &'static str {
    if id == full_access::ID { "System" } else { "Custom" }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Shown {
    policy_id: String,
    policy_name: String,
    policy_type: &'static str,
    description: String,
    effect_scope: String,
    attachment_count: String,
    create_date: String,
    update_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy_document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Tags>,
}

impl Shown {
    /// The policy without its document and its tags.
    pub(super) fn of(tx: &mut dyn Tx, directory: &str, policy: ControlPolicy) -> Result<Self> {
        let attached = control_policies::attachments(tx, directory, &policy.id)?;
        Ok(Self {
            policy_type: type_of(&policy.id),
            policy_id: policy.id,
            policy_name: policy.name,
            description: policy.about,
            effect_scope: policy.scope,
            attachment_count: attached.to_string(),
            create_date: iso(policy.made),
            update_date: iso(policy.changed),
            policy_document: None,
            tags: None,
        })
    }

    pub(super) fn with_document(self, document: String) -> Self {
        Self { policy_document: Some(document), ..self }
    }

    pub(super) fn with_tags(self, tags: Vec<Tag>) -> Self {
        Self { tags: Some(Tags::of(tags)), ..self }
    }
}
