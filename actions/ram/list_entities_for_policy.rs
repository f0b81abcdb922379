//! `ListEntitiesForPolicy` lists the users, groups and roles that a policy is attached to, without
//! duplicates, in the order of attachment.

use serde::Serialize;

use super::{
    policies,
    policy_faults::NO_POLICY,
    policy_params::{POLICY_NAME, POLICY_TYPE},
    roles,
    tables::attachments::{groups_of_policy, roles_of_policy, users_of_policy},
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::format::iso};

pub(super) struct ListEntitiesForPolicy {
    kind: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    users: Users,
    groups: Groups,
    roles: Roles,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Users {
    user: Vec<User>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct User {
    user_id: String,
    user_name: String,
    display_name: String,
    attach_date: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Groups {
    group: Vec<Group>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Group {
    group_name: String,
    comments: String,
    attach_date: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Roles {
    role: Vec<Role>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Role {
    role_id: String,
    role_name: String,
    arn: String,
    description: String,
    attach_date: String,
}

impl Action for ListEntitiesForPolicy {
    const NAME: &'static str = "ListEntitiesForPolicy";
    const DOC: &'static str = "Lists what a policy is attached to.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { kind: p.required(POLICY_TYPE)?, name: p.required(POLICY_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = policies::find(cx, &self.kind, &self.name)?;
        let (account, policy) = (&cx.caller.account, (&*self.kind, found.name()));
        let user = users_of_policy(cx.tx, account, policy)?
            .into_iter()
            .map(|u| User {
                user_id: u.id,
                user_name: u.name,
                display_name: u.about,
                attach_date: iso(u.since),
            })
            .collect();
        let group = groups_of_policy(cx.tx, account, policy)?
            .into_iter()
            .map(|g| Group { group_name: g.name, comments: g.about, attach_date: iso(g.since) })
            .collect();
        let role = roles_of_policy(cx.tx, account, policy)?
            .into_iter()
            .map(|r| Role {
                arn: roles::arn(account, &r.name, false),
                role_id: r.id,
                role_name: r.name,
                description: r.about,
                attach_date: iso(r.since),
            })
            .collect();
        Ok(Response { users: Users { user }, groups: Groups { group }, roles: Roles { role } })
    }
}
