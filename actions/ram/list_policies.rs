//! `ListPolicies` lists policies: those of the system by name, then the account's own in the
//! order in which they were made.
//!
//! System policies have no tags, so a list by tags is without them.

use serde::Serialize;

use super::{
    policies::{List, Shown, with_tags},
    tables::{
        attachments::count_of_policy,
        policies::{Policy, list_policies},
        tags::POLICY,
    },
    tags::{self, PageTags, Tags},
};
use crate::{
    Access, Action, Cx, Params, Result, TagReader, page::Part, policy::system::POLICIES, text,
};

pub(super) struct ListPolicies {
    kind: Option<String>,
    part: Part,
    tags: Vec<(String, Option<String>)>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    is_truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    policies: List<Shown>,
}

impl Action for ListPolicies {
    const NAME: &'static str = "ListPolicies";
    const DOC: &'static str = "Lists policies.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/*"];
    const SETTLED: bool = true;
    const TAGS: Option<TagReader> = Some(tags::TAGS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("PolicyType").one_of(&["System", "Custom"]);
        Ok(Self {
            kind: p.optional(kind.doc("Only the policies of this type."))?,
            part: Part::marker_and_max_items(p, 100, 1000)?,
            tags: tags::TAGS(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = Vec::new();
        if self.kind.as_deref() != Some("Custom") && self.tags.is_empty() {
            found = system(cx, self.part.after)?;
        }
        if self.kind.as_deref() != Some("System") {
            let only = tags::holders(cx, POLICY, &self.tags)?;
            let part = ((self.part.after - CUSTOM).max(0), self.part.reach());
            let custom = list_policies(cx.tx, &cx.caller.account, only.as_ref(), part)?;
            found.extend(tagged(cx, custom)?);
        }
        let marker = self.part.cut(&mut found, |(number, _)| *number);
        let policy = found.into_iter().map(|(_, policy)| policy).collect();
        Ok(Response { is_truncated: marker.is_some(), marker, policies: List { policy } })
    }
}

/// System policies are numbered from 1, and the account's own from here.
const CUSTOM: i64 = 1_000_000;

/// The system policies after the one numbered `after`.
fn system(cx: &mut Cx<'_>, after: i64) -> Result<Vec<(i64, Shown)>> {
    let mut found = Vec::new();
    for (number, policy) in (1..).zip(&POLICIES).filter(|(number, _)| *number > after) {
        let name = ("System", policy.name);
        let attached = count_of_policy(cx.tx, &cx.caller.account, name, None)?;
        let shown = Shown {
            attachment_count: Some(attached),
            tags: Some(Tags::of(Vec::new())),
            ..Shown::of_system(policy)
        };
        found.push((number, shown));
    }
    Ok(found)
}

/// Custom policies with their numbers and their tags.
fn tagged(cx: &mut Cx<'_>, found: Vec<(Policy, i64)>) -> Result<Vec<(i64, Shown)>> {
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
