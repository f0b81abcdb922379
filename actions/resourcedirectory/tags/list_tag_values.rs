//! `ListTagValues` lists the values that a key of tags has, each once, in order.
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

pub(in crate::resourcedirectory) struct ListTagValues {
    kind: &'static Kind,
    key: String,
    part: String,
    page: TextPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    tags: Vec<Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Value {
    value: String,
}

impl Action for ListTagValues {
    const NAME: &'static str = "ListTagValues";
    const DOC: &'static str = "Lists the values of a tag key.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let part = text("ValueFilter").doc("A part of the value, in any case.");
        Ok(Self {
            kind: tag_kinds::read(p)?,
            key: p.required(text("TagKey").doc("The key."))?,
            part: p.default(part, "")?.to_lowercase(),
            page: TextPage::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = (self.kind.owner)(cx)?;
        let of = (owner.as_str(), self.kind.name);
        let (found, next_token) = self.page.gather(
            |after| Ok(tags::next_value(cx.tx, of, &self.key, after)?),
            |value| value.to_lowercase().contains(&self.part),
        )?;
        let tags = found.into_iter().map(|value| Value { value }).collect();
        Ok(Response { next_token, tags })
    }
}
