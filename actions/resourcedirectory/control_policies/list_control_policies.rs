//! `ListControlPolicies` lists control policies: the system policy, then the custom ones in the order in
//! which they were created.
//!
//! The system policy has no tags, so a list of those that have some is without it.
//!
//! Assumed: the system policy comes first and has no tags.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    control_policies::{full_access, policy_rules::LANGUAGE, policy_view::Shown},
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::{
        control_policies::{self, ControlPolicy},
        tags::{self as tag_rows, CONTROL_POLICY},
    },
    tags::tag_rules,
    tree::Directory,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, TagReader, request::page::Page,
    request::params::Tag, text,
};

pub(in crate::resourcedirectory) struct ListControlPolicies {
    kind: Option<String>,
    language: String,
    tags: Vec<Tag>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    control_policies: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    control_policy: Vec<Shown>,
}

impl Action for ListControlPolicies {
    const NAME: &'static str = "ListControlPolicies";
    const DOC: &'static str = "Lists control policies.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = MANAGER;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, MEMBER_CALLS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("PolicyType").one_of(&["System", "Custom"]);
        Ok(Self {
            kind: p.optional(kind.doc("Only the policies of this type."))?,
            language: p.default(LANGUAGE, "")?,
            tags: tag_rules::TAGS(p)?,
            page: Page::number_and_size(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let page = self.page;
        let system = i64::from(self.kind.as_deref() != Some("Custom") && self.tags.is_empty());
        // What is left of the page for custom policies.
        let with_system = system > 0 && page.skip() == 0;
        let part = (page.size - i64::from(with_system), (page.skip() - system).max(0));
        let (custom, found) = match self.kind.as_deref() {
            Some("System") => (0, Vec::new()),
            _ => custom(cx, &directory, &self.tags, part)?,
        };
        let first = with_system.then(|| full_access::policy(&self.language));
        let shown = first.into_iter().chain(found).map(|policy| {
            let tags = tag_rows::of(cx.tx, (&directory.id, CONTROL_POLICY, &policy.id))?;
            Ok(Shown::of(cx.tx, &directory.id, policy)?.with_tags(tags))
        });
        Ok(Response {
            control_policies: List { control_policy: shown.collect::<Result<_>>()? },
            total_count: system + custom,
            page_number: page.number,
            page_size: page.size,
        })
    }
}

/// How many custom policies have the tags, and so many of them after others.
fn custom(
    cx: &mut Cx<'_>,
    directory: &Directory,
    tags: &[Tag],
    (size, skip): (i64, i64),
) -> Result<(i64, Vec<ControlPolicy>)> {
    let id = &*directory.id;
    let Some(tagged) = tag_rows::holders(cx.tx, (id, CONTROL_POLICY), tags)? else {
        let found = control_policies::list(cx.tx, id, (size, skip))?;
        return Ok((control_policies::count(cx.tx, id)?, found));
    };
    let ids = control_policies::ids(cx.tx, id)?.into_iter().filter(|it| tagged.contains(it));
    let ids: Vec<String> = ids.collect();
    let mut found = Vec::new();
    let number = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    for policy in ids.iter().skip(number(skip)).take(number(size)) {
        found.extend(control_policies::policy(cx.tx, id, policy)?);
    }
    Ok((i64::try_from(ids.len()).unwrap_or(i64::MAX), found))
}
