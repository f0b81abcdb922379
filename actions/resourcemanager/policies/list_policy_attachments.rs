//! `ListPolicyAttachments` lists what policies are attached to, oldest first.
//!
//! A policy and a resource group that are named must exist; nothing is attached to a principal that does not.
//!
//! Assumed: principals that there are not have none; the order of the list.

use serde::Serialize;

use crate::resourcemanager::{
    language::LANGUAGE,
    policies::{
        policy_errors::{NO_POLICY, NO_RESOURCE_GROUP},
        principal::{self, PRINCIPAL_NAME, PRINCIPAL_TYPE},
        scope::{self, RESOURCE_GROUP},
    },
    ram_errors::wording,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policy_params::{POLICY_NAME, POLICY_TYPE},
        principals::{self, AttachmentQuery},
    },
    request::page::Page,
    shared::format::iso,
};

pub(in crate::resourcemanager) struct ListPolicyAttachments {
    resource_group: Option<String>,
    kind: Option<String>,
    policy: Option<String>,
    principal_type: Option<String>,
    principal: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    page_number: i64,
    page_size: i64,
    total_count: i64,
    policy_attachments: Attachments,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Attachments {
    policy_attachment: Vec<Attachment>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Attachment {
    policy_name: String,
    policy_type: String,
    description: String,
    principal_name: String,
    principal_type: &'static str,
    resource_group_id: String,
    attach_date: String,
}

impl Action for ListPolicyAttachments {
    const NAME: &'static str = "ListPolicyAttachments";
    const DOC: &'static str = "Lists what policies are attached to.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "ram:ListPolicyAttachments";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_RESOURCE_GROUP];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let read = Self {
            resource_group: p.optional(RESOURCE_GROUP)?,
            kind: p.optional(POLICY_TYPE)?,
            policy: p.optional(POLICY_NAME)?,
            principal_type: p.optional(PRINCIPAL_TYPE)?,
            principal: p.optional(PRINCIPAL_NAME)?,
            page: Page::number_and_size(p, 10, 100)?,
        };
        p.optional(LANGUAGE)?;
        Ok(read)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let resource_group = self.resource_group.map(|id| scope::of(cx, id)).transpose()?;
        let query = AttachmentQuery {
            kind: self.kind.as_deref(),
            policy: self.policy.as_deref(),
            entity: self.principal_type.as_deref().map(principal::entity),
            principal: self.principal.as_deref(),
            resource_group: resource_group.as_deref(),
        };
        let (found, total_count) = principals::attachments(cx, &query, self.page)?;
        let policy_attachment = found
            .into_iter()
            .map(|it| Attachment {
                policy_name: it.policy,
                policy_type: it.kind,
                description: it.about,
                principal_name: it.principal,
                principal_type: principal::type_of(it.entity),
                resource_group_id: scope::shown(cx, it.resource_group),
                attach_date: iso(it.since),
            })
            .collect();
        Ok(Response {
            page_number: self.page.number,
            page_size: self.page.size,
            total_count,
            policy_attachments: Attachments { policy_attachment },
        })
    }
}
