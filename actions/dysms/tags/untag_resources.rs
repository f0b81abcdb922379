//! `UntagResources` removes tags from templates: those named, or all.

use serde::Serialize;

use super::tag_parameters::{self, MOST};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success,
    dysms::{
        sending::codes::{BAD_PARAMETERS, NO_TEMPLATE},
        tables::{tags, templates},
    },
    flag, text,
};

pub(in crate::dysms) struct UntagResources {
    templates: Vec<String>,
    keys: Vec<String>,
    all: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    data: &'static str,
}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags from templates.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS, NO_TEMPLATE];
    const SUCCESS: Option<Success> = Some(tag_parameters::SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let all = flag("All").doc("Whether to remove all tags if no key is named.");
        Ok(Self {
            templates: tag_parameters::templates(p)?,
            keys: p.list(text("TagKey").doc("The names of the tags."), MOST)?.unwrap_or_default(),
            all: p.default(all, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.templates.is_empty() || (self.keys.is_empty() && !self.all) {
            return Err(BAD_PARAMETERS.into());
        }
        let account = cx.account().to_owned();
        for code in &self.templates {
            let found = templates::template(cx.tx, &account, code)?.ok_or(NO_TEMPLATE)?;
            if self.keys.is_empty() {
                tags::clear(cx.tx, &account, &found.code)?;
            }
            for key in &self.keys {
                tags::delete(cx.tx, &account, &found.code, key)?;
            }
        }
        Ok(Response { data: "true" })
    }
}
