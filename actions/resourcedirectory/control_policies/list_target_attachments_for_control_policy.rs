//! `ListTargetAttachmentsForControlPolicy` lists the folders and members that a control policy is attached
//! to, by their ids.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    control_policies::{
        policy_arns,
        policy_rules::{NO_POLICY, POLICY_ID, find},
    },
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::control_policies,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, request::page::Page,
    shared::format::iso,
};

pub(in crate::resourcedirectory) struct ListTargetAttachmentsForControlPolicy {
    policy: String,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    target_attachments: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    target_attachment: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    target_id: String,
    target_name: String,
    target_type: &'static str,
    attach_date: String,
}

impl Action for ListTargetAttachmentsForControlPolicy {
    const NAME: &'static str = "ListTargetAttachmentsForControlPolicy";
    const DOC: &'static str = "Lists what a control policy is attached to.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = policy_arns::POLICY;
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_arns::POLICY_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBER_CALLS, NO_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { policy: p.required(POLICY_ID)?, page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let policy = find(cx, &directory, &self.policy, "")?.id;
        let Page { number, size } = self.page;
        let part = (size, self.page.skip());
        let targets = control_policies::targets(cx.tx, (&directory.id, &policy), part)?;
        let shown = targets.into_iter().map(|target| Shown {
            target_type: match target.folder {
                Some(_) if target.id == directory.root => "Root",
                Some(_) => "Folder",
                None => "Account",
            },
            target_name: target.folder.or(target.member).unwrap_or_default(),
            attach_date: iso(target.made),
            target_id: target.id,
        });
        Ok(Response {
            target_attachments: List { target_attachment: shown.collect() },
            total_count: control_policies::attachments(cx.tx, &directory.id, &policy)?,
            page_number: number,
            page_size: size,
        })
    }
}
