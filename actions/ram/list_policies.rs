//! `ListPolicies` lists policies: system policies by name, then custom ones in creation order.
//!
//! System policies have no tags, so a tag filter excludes them.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{
    policies,
    policy_views::{List, PolicyView, with_tags},
    tables::{
        policies::{Policy, list_policies},
        tags::POLICY,
    },
    tags::{self, PageTags, Tags},
};
use crate::{Access, Action, Cx, Params, Result, TagReader, request::page::CursorPage, text};

pub(super) struct ListPolicies {
    kind: Option<String>,
    part: CursorPage,
    tags: Vec<(String, Option<String>)>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    is_truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    policies: List<PolicyView>,
}

impl Action for ListPolicies {
    const NAME: &'static str = "ListPolicies";
    const DOC: &'static str = "Lists policies.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/*"];
    const TAGS: Option<TagReader> = Some(tags::TAGS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("PolicyType").one_of(&["System", "Custom"]);
        Ok(Self {
            kind: p.optional(kind.doc("Only the policies of this type."))?,
            part: CursorPage::marker_and_max_items(p, 100, 1000)?,
            tags: tags::TAGS(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = Vec::new();
        if self.kind.as_deref() != Some("Custom") && self.tags.is_empty() {
            found = policies::system(cx, self.part.after, self.part.fetch_limit())?;
            for (_, policy) in &mut found {
                policy.tags = Some(Tags::of(Vec::new()));
            }
        }
        let room = self.part.fetch_limit() - i64::try_from(found.len()).unwrap_or(i64::MAX);
        if self.kind.as_deref() != Some("System") && room > 0 {
            let only = tags::holders(cx, POLICY, &self.tags)?;
            let part = ((self.part.after - CUSTOM).max(0), room);
            let custom = list_policies(cx.tx, &cx.caller.account, only.as_ref(), part)?;
            found.extend(tagged(cx, custom)?);
        }
        let marker = self.part.cut(&mut found, |(number, _)| *number);
        let policy = found.into_iter().map(|(_, policy)| policy).collect();
        Ok(Response { is_truncated: marker.is_some(), marker, policies: List { policy } })
    }
}

/// The offset of custom policies in markers; system policies are numbered from 1.
const CUSTOM: i64 = 1_000_000;

/// Custom policies with their numbers and their tags.
fn tagged(cx: &mut Cx<'_>, found: Vec<(Policy, i64)>) -> Result<Vec<(i64, PolicyView)>> {
    let ends = found.first().zip(found.last()).map(|((first, _), (last, _))| (first.seq, last.seq));
    let mut tags = PageTags::read(cx, POLICY, ends)?;
    Ok(found
        .into_iter()
        .map(|(policy, attached)| {
            let (number, own) = (CUSTOM + policy.seq, tags.of(policy.seq));
            (number, with_tags(policy, attached, own))
        })
        .collect())
}
