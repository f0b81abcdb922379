//! `ListRoles` lists roles in creation order, without their trust policies.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{
    roles::RoleView,
    tables::{roles::list_roles, tags::ROLE},
    tags::{self, PageTags, Tags},
};
use crate::{Access, Action, Cx, Params, Result, TagReader, request::page::CursorPage};

pub(super) struct ListRoles {
    part: CursorPage,
    tags: Vec<(String, Option<String>)>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    is_truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    roles: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    role: Vec<RoleView>,
}

impl Action for ListRoles {
    const NAME: &'static str = "ListRoles";
    const DOC: &'static str = "Lists roles.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/*"];
    const TAGS: Option<TagReader> = Some(tags::TAGS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { part: CursorPage::marker_and_max_items(p, 100, 1000)?, tags: tags::TAGS(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let only = tags::holders(cx, ROLE, &self.tags)?;
        let (account, part) = (&cx.caller.account, (self.part.after, self.part.fetch_limit()));
        let mut found = list_roles(cx.tx, account, only.as_ref(), part)?;
        let marker = self.part.cut(&mut found, |role| role.seq);
        let ends = found.first().zip(found.last()).map(|(first, last)| (first.seq, last.seq));
        let mut tags = PageTags::read(cx, ROLE, ends)?;
        let role = found
            .into_iter()
            .map(|role| RoleView {
                tags: Some(Tags::of(tags.of(role.seq))),
                role_principal_name: None,
                assume_role_policy_document: None,
                is_service_linked_role: None,
                ..RoleView::of(account, role)
            })
            .collect();
        Ok(Response { is_truncated: marker.is_some(), marker, roles: List { role } })
    }
}
