//! `ListTagResources` lists the tags of members or folders, one row for each tag, by resource and key.
//!
//! With `Tag`, only those of things that have all of these tags. What does not exist has no tags (assumed).
//! The token is absent on the last page: clients go on as long as there is one, though the vendor's page says
//! that it is empty.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::resourcedirectory::{
    faults::NO_DIRECTORY,
    tables::tags::{self, HeldTag, WantedTag},
    tags::{
        tag_kinds::{self, Kind},
        tag_pages::TextPage,
        tag_rules,
    },
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};

pub(in crate::resourcedirectory) struct ListTagResources {
    kind: &'static Kind,
    ids: Option<Vec<String>>,
    tags: Vec<WantedTag>,
    /// A page ends with the id and the key of its last row, on two lines.
    page: TextPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    tag_resources: Vec<TagResource>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagResource {
    resource_type: &'static str,
    resource_id: String,
    tag_key: String,
    tag_value: String,
}

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Lists the tags of members or folders.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = tag_kinds::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(tag_kinds::RESOURCES_OF);
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            kind: tag_kinds::read(p)?,
            ids: tag_kinds::read_ids(p)?,
            tags: tag_rules::TAGS(p)?,
            page: TextPage::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = (self.kind.owner)(cx)?;
        let of = (owner.as_str(), self.kind.name);
        let named = self.ids.map(|ids| ids.into_iter().collect::<BTreeSet<_>>());
        let tagged = tags::holders(cx.tx, of, &self.tags)?;
        let only = match (named, tagged) {
            (Some(named), Some(tagged)) => Some(&named & &tagged),
            (named, tagged) => named.or(tagged),
        };
        let after = self.page.after.as_deref().unwrap_or_default();
        let after = after.split_once('\n').unwrap_or((after, ""));
        let most = self.page.size + 1;
        let mut rows: Vec<HeldTag> = Vec::new();
        match only {
            None => rows = tags::page(cx.tx, of, after, i64::try_from(most).unwrap_or(i64::MAX))?,
            Some(ids) => {
                for id in ids.range(after.0.to_owned()..) {
                    let tags = tags::of(cx.tx, (of.0, of.1, id))?;
                    let held = tags.into_iter().map(|tag| (id.clone(), tag));
                    rows.extend(held.filter(|(id, (key, _))| (id.as_str(), key.as_str()) > after));
                    if rows.len() >= most {
                        break;
                    }
                }
            }
        }
        let next_token = self.page.cut(&mut rows, |(id, (key, _))| format!("{id}\n{key}"));
        let shown = |(id, (key, value)): HeldTag| TagResource {
            resource_type: self.kind.name,
            resource_id: id,
            tag_key: key,
            tag_value: value,
        };
        Ok(Response { next_token, tag_resources: rows.into_iter().map(shown).collect() })
    }
}
