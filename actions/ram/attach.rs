//! Attaching and detaching policies, the same for users, groups and roles.

use super::{
    lookup,
    policies::{self, AnyPolicy},
    policy_params::{POLICY_NAME, POLICY_TYPE},
    roles,
    tables::attachments::{self, Entity, Policy},
};
use crate::{Cx, Fault, Params, Result, Spec, text};

/// Maximum number of attached policies of a type.
fn limit(kind: &str) -> i64 {
    if kind == "System" { 20 } else { 10 }
}

/// The request of all six actions.
pub(super) struct AttachmentRequest {
    kind: String,
    policy: String,
    holder: String,
    resource_group: String,
}

impl AttachmentRequest {
    /// Reads the request; `holder` is the parameter that names the user, group or role.
    pub(super) fn read(p: &mut Params<'_>, holder: Spec<String>) -> Result<Self> {
        let group = text("ResourceGroupId").doc("The resource group, instead of the account.");
        Ok(Self {
            kind: p.required(POLICY_TYPE)?,
            policy: p.required(POLICY_NAME)?,
            holder: p.required(holder)?,
            resource_group: p.default(group.line(1, 64), "")?,
        })
    }

    /// The policy to attach: `found`, by the name with which it was created.
    fn policy<'a>(&'a self, found: &'a AnyPolicy) -> Policy<'a> {
        Policy { kind: &self.kind, name: found.name(), resource_group: &self.resource_group }
    }

    /// Attaches the policy, or returns one of the errors: `already` attached, or `too_many`.
    pub(super) fn attach(
        &self,
        cx: &mut Cx<'_>,
        entity: Entity,
        (already, too_many): (Fault, Fault),
    ) -> Result<()> {
        let holder = (entity, holder(cx, entity, &self.holder)?);
        let found = policies::find(cx, &self.kind, &self.policy)?;
        let (account, policy) = (&cx.caller.account, self.policy(&found));
        if attachments::is_attached(cx.tx, account, holder, policy)? {
            return Err(already.into());
        }
        let attached = attachments::count_of_holder(cx.tx, account, holder, &self.kind)?;
        if attached >= limit(&self.kind) {
            return Err(too_many.into());
        }
        Ok(attachments::attach(cx.tx, account, holder, policy, cx.now)?)
    }

    /// Detaches the policy, or returns the error `not_attached`.
    pub(super) fn detach(
        &self,
        cx: &mut Cx<'_>,
        entity: Entity,
        not_attached: Fault,
    ) -> Result<()> {
        let holder = (entity, holder(cx, entity, &self.holder)?);
        let found = policies::find(cx, &self.kind, &self.policy)?;
        if !attachments::detach(cx.tx, &cx.caller.account, holder, self.policy(&found))? {
            return Err(not_attached.into());
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
