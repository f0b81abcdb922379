//! Who has a policy: users, groups and roles by their full names.

use crate::{
    Cx, Params, ResourceReader, Result, Spec, in_resource,
    ram::{
        attach::{AttachmentRequest, Entity, NO_GROUP, NO_USER},
        policy_faults::NO_ROLE,
        policy_params::{POLICY_NAME, POLICY_TYPE},
        principals,
    },
    text,
};

use super::scope::{self, RESOURCE_GROUP};

/// The types of principals on the wire.
const TYPES: &[&str] = &["IMSUser", "IMSGroup", "ServiceRole"];

pub(super) const PRINCIPAL_TYPE: Spec<String> = text("PrincipalType")
    .one_of(TYPES)
    .doc("Whether it is a user (`IMSUser`), a group (`IMSGroup`) or a role (`ServiceRole`).");
pub(super) const PRINCIPAL_NAME: Spec<String> = text("PrincipalName")
    .form("full name", is_full_name)
    .doc("The full name of the user, the group or the role.");

fn is_full_name(it: &str) -> bool {
    let parts = it.split_once('@');
    it.len() <= 256 && parts.is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty())
}

/// The entity of a type that [`PRINCIPAL_TYPE`] accepts.
pub(super) fn entity(principal_type: &str) -> Entity {
    match principal_type {
        "IMSUser" => Entity::User,
        "IMSGroup" => Entity::Group,
        _ => Entity::Role,
    }
}

/// Its type on the wire.
pub(super) const fn type_of(entity: Entity) -> &'static str {
    match entity {
        Entity::User => "IMSUser",
        Entity::Group => "IMSGroup",
        Entity::Role => "ServiceRole",
    }
}

/// The request of both actions that attach or detach a policy.
pub(super) struct PrincipalRequest {
    kind: String,
    policy: String,
    principal_type: String,
    principal: String,
    resource_group: String,
}

impl PrincipalRequest {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            resource_group: p.required(RESOURCE_GROUP)?,
            kind: p.required(POLICY_TYPE)?,
            policy: p.required(POLICY_NAME)?,
            principal_type: p.required(PRINCIPAL_TYPE)?,
            principal: p.required(PRINCIPAL_NAME)?,
        })
    }

    /// The request as RAM has it. A name of another account is that of nobody.
    pub(super) fn of_ram(self, cx: &mut Cx<'_>) -> Result<AttachmentRequest> {
        let entity = entity(&self.principal_type);
        let resource_group = scope::of(cx, self.resource_group)?;
        let name = principals::name_in(cx, entity, &self.principal)?.ok_or(match entity {
            Entity::User => NO_USER,
            Entity::Group => NO_GROUP,
            Entity::Role => NO_ROLE,
        })?;
        let (kind, policy, holder) = (self.kind, self.policy, name.to_owned());
        Ok(AttachmentRequest { kind, policy, entity, holder, resource_group })
    }
}

/// The forms of [`RESOURCES_OF`].
pub(super) const RESOURCES: &[&str] = &[
    "acs:ram:*:{owner}:policy/{PolicyName}",
    "acs:ims:*:{account}:user/*",
    "acs:ims:*:{account}:group/*",
    "acs:ram:*:{account}:role/*",
];

/// The policy, and all principals of the type that is named (the vendor's list of resources).
pub(super) const RESOURCES_OF: ResourceReader = |_, caller, p| {
    let account = &caller.account;
    let (kind, policy) = (p.required(POLICY_TYPE)?, p.required(POLICY_NAME)?);
    let owner = if kind == "System" { "system" } else { account };
    let principals = match entity(&p.required(PRINCIPAL_TYPE)?) {
        Entity::User => format!("acs:ims:*:{account}:user/*"),
        Entity::Group => format!("acs:ims:*:{account}:group/*"),
        Entity::Role => format!("acs:ram:*:{account}:role/*"),
    };
    Ok(vec![format!("acs:ram:*:{owner}:policy/{}", in_resource(&policy)), principals])
};
