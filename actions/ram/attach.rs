//! Attaching and detaching policies, the same for users, groups and roles, in RAM and in Resource
//! Manager.

use super::{
    attach_faults, lookup,
    policies::{self, AnyPolicy},
    policy_params::{POLICY_NAME, POLICY_TYPE},
    roles,
    tables::attachments::{self, Policy},
};
pub(crate) use super::{
    faults::{NO_GROUP, NO_USER},
    tables::attachments::Entity,
};
use crate::{Cx, Params, Result, Spec, text};

/// Maximum number of attached policies of a type.
fn limit(kind: &str) -> i64 {
    if kind == "System" { 20 } else { 10 }
}

/// The request of all actions that attach or detach a policy.
pub(crate) struct AttachmentRequest {
    /// The type of the policy: `System` or `Custom`.
    pub(crate) kind: String,
    /// The name of the policy.
    pub(crate) policy: String,
    pub(crate) entity: Entity,
    /// The name of the user, group or role.
    pub(crate) holder: String,
    /// The id of the resource group; empty for the whole account.
    pub(crate) resource_group: String,
}

impl AttachmentRequest {
    /// Reads a request of RAM; `holder` is the parameter that names the user, group or role.
    pub(super) fn read(p: &mut Params<'_>, entity: Entity, holder: Spec<String>) -> Result<Self> {
        let group = text("ResourceGroupId").doc("The resource group, instead of the account.");
        Ok(Self {
            kind: p.required(POLICY_TYPE)?,
            policy: p.required(POLICY_NAME)?,
            entity,
            holder: p.required(holder)?,
            resource_group: p.default(group.line(1, 64), "")?,
        })
    }

    /// The policy to attach: `found`, by the name with which it was created.
    fn policy<'a>(&'a self, found: &'a AnyPolicy) -> Policy<'a> {
        Policy { kind: &self.kind, name: found.name(), resource_group: &self.resource_group }
    }

    /// Attaches the policy. Only the vendor attaches policies to service-linked roles.
    pub(crate) fn attach(&self, cx: &mut Cx<'_>) -> Result<()> {
        let faults = attach_faults::of(self.entity);
        let holder = (self.entity, holder(cx, self.entity, &self.holder)?);
        let found = policies::find(cx, &self.kind, &self.policy)?;
        let (account, policy) = (&cx.caller.account, self.policy(&found));
        if attachments::is_attached(cx.tx, account, holder, policy)? {
            return Err(faults.attached.into());
        }
        let attached = attachments::count_of_holder(cx.tx, account, holder, &self.kind)?;
        if attached >= limit(&self.kind) {
            return Err(faults.too_many.into());
        }
        Ok(attachments::attach(cx.tx, account, holder, policy, cx.now)?)
    }

    /// Detaches the policy.
    pub(crate) fn detach(&self, cx: &mut Cx<'_>) -> Result<()> {
        let holder = (self.entity, holder(cx, self.entity, &self.holder)?);
        let found = policies::find(cx, &self.kind, &self.policy)?;
        if !attachments::detach(cx.tx, &cx.caller.account, holder, self.policy(&found))? {
            return Err(attach_faults::of(self.entity).not_attached.into());
        }
        Ok(())
    }
}

/// The sequence number of the user, group or role called `name`. Only the vendor attaches policies
/// to service-linked roles.
fn holder(cx: &mut Cx<'_>, entity: Entity, name: &str) -> Result<i64> {
    if entity == Entity::Role {
        return Ok(roles::find_modifiable(cx, name)?.seq);
    }
    seq(cx, entity, name)
}

/// The number of the user, group or role called `name`.
pub(super) fn seq(cx: &mut Cx<'_>, entity: Entity, name: &str) -> Result<i64> {
    Ok(match entity {
        Entity::User => lookup::user(cx, name)?.seq,
        Entity::Group => lookup::group(cx, name)?.seq,
        Entity::Role => roles::find(cx, name)?.seq,
    })
}
