//! The policies that are attached to a user, a group or a role, in answers.

use serde::Serialize;

use super::{
    policies::{self, AnyPolicy},
    policy_views::{List, PolicyView},
    tables::attachments,
};
use crate::{Cx, Result, shared::format::iso};

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

/// The policies attached to `holder` for the whole account, oldest first.
pub(super) fn attached(
    cx: &mut Cx<'_>,
    holder: (attachments::Entity, i64),
) -> Result<List<AttachedPolicy>> {
    let mut policy = Vec::new();
    for (kind, name, since) in attachments::of_holder(cx.tx, &cx.caller.account, holder)? {
        let shown = match policies::find(cx, &kind, &name)? {
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
