//! `AttachPolicy` attaches a policy to a user, a group or a role, for the account or for one resource
//! group. The errors that its page does not list are those of RAM.
//!
//! Assumed: the errors of users, groups, roles and what is attached already are those of RAM; the words for a
//! malformed name.

use serde::Serialize;

use crate::resourcemanager::{
    policies::{
        policy_errors::{NO_POLICY, NO_RESOURCE_GROUP},
        principal::{self, PrincipalRequest},
    },
    ram_errors::wording,
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, Wording,
    ram::{
        attach::{NO_GROUP, NO_USER},
        attach_faults::{GROUP, ROLE, USER},
        policy_faults::{NO_ROLE, SERVICE_LINKED},
    },
};

pub(in crate::resourcemanager) struct AttachPolicy(PrincipalRequest);

#[derive(Serialize)]
pub(in crate::resourcemanager) struct Response {}

impl Action for AttachPolicy {
    const NAME: &'static str = "AttachPolicy";
    const DOC: &'static str = "Attaches a policy to a user, a group or a role.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "ram:AttachPolicy";
    const RESOURCES: &'static [&'static str] = principal::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(principal::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        NO_POLICY,
        NO_RESOURCE_GROUP,
        NO_USER,
        NO_GROUP,
        NO_ROLE,
        SERVICE_LINKED,
        USER.attached,
        GROUP.attached,
        ROLE.attached,
        USER.too_many,
        GROUP.too_many,
        ROLE.too_many,
    ];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(PrincipalRequest::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.of_ram(cx)?.attach(cx)?;
        Ok(Response {})
    }
}
