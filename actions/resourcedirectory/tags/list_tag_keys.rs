//! `ListTagKeys` lists the keys of the tags that members or folders have, each once, in order.
//!
//! Assumed: the order of the list; the case of the filter does not count.

use serde::Serialize;

use crate::resourcedirectory::{
    faults::NO_DIRECTORY,
    tables::tags,
    tags::{
        tag_kinds::{self, Kind},
        tag_pages::TextPage,
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::resourcedirectory) struct ListTagKeys {
    kind: &'static Kind,
    part: String,
    page: TextPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    tags: Vec<Key>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Key {
    key: String,
}

impl Action for ListTagKeys {
    const NAME: &'static str = "ListTagKeys";
    const DOC: &'static str = "Lists the keys of tags.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let part = text("KeyFilter").doc("A part of the key, in any case.");
        Ok(Self {
            kind: tag_kinds::read(p)?,
            part: p.default(part, "")?.to_lowercase(),
            page: TextPage::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = (self.kind.owner)(cx)?;
        let of = (owner.as_str(), self.kind.name);
        let (found, next_token) = self.page.gather(
            |after| Ok(tags::next_key(cx.tx, of, after)?),
            |key| key.to_lowercase().contains(&self.part),
        )?;
        let tags = found.into_iter().map(|key| Key { key }).collect();
        Ok(Response { next_token, tags })
    }
}
