//! `ListTagResources` lists the tags of roles or custom policies, one item for each tag.
//!
//! With `Tag`, only those of resources that have all of these tags. An unknown name has no tags.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{
    tables::tags::{ROLE, Tagged, of_policies, of_roles},
    tags::{self, RESOURCE_TYPE},
};
use crate::{Access, Action, Cx, Params, Result, TagReader, request::page::CursorPage};

pub(super) struct ListTagResources {
    entity: String,
    names: Option<Vec<String>>,
    tags: Vec<(String, Option<String>)>,
    /// Its `after` is a number of rows.
    part: CursorPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    tag_resources: Vec<TagResource>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TagResource {
    resource_type: String,
    resource_name: String,
    tag_key: String,
    tag_value: String,
}

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Lists the tags of roles or policies.";
    const ACCESS: Access = Access::List;
    const TAGS: Option<TagReader> = Some(tags::TAGS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            entity: p.required(RESOURCE_TYPE)?,
            names: tags::read_names(p)?,
            tags: tags::TAGS(p)?,
            part: CursorPage::next_token_and_page_size(p, 100, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let only = tags::holders(cx, &self.entity, &self.tags)?;
        let account = &cx.caller.account;
        let of = if self.entity == ROLE { of_roles } else { of_policies };
        let is_named = |name: &str| match &self.names {
            None => true,
            Some(names) if self.entity == ROLE => {
                names.iter().any(|n| n.eq_ignore_ascii_case(name))
            }
            Some(names) => names.iter().any(|n| n == name),
        };
        let wide = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        let mut found: Vec<(i64, TagResource)> = of(cx.tx, account)?
            .into_iter()
            .filter(|t| only.as_ref().is_none_or(|only| only.contains(&t.holder)))
            .filter(|t| is_named(&t.name))
            .zip(1..)
            .skip(wide(self.part.after))
            .take(wide(self.part.fetch_limit()))
            .map(|(t, row)| (row, shown(&self.entity, t)))
            .collect();
        let next_token = self.part.cut(&mut found, |(row, _)| *row);
        let tag_resources = found.into_iter().map(|(_, tag)| tag).collect();
        Ok(Response { next_token, tag_resources })
    }
}

fn shown(entity: &str, t: Tagged) -> TagResource {
    TagResource {
        resource_type: entity.to_owned(),
        resource_name: t.name,
        tag_key: t.tag.key,
        tag_value: t.tag.value,
    }
}
