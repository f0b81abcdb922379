//! `TagResources` adds tags to templates. Those that are there get the new value.

use serde::Serialize;

use super::tag_parameters::{self, MOST, TAG};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Tag, TagReader,
    dysms::{
        sending::codes::{BAD_PARAMETERS, NO_TEMPLATE},
        tables::{tags, templates},
    },
};

pub(in crate::dysms) struct TagResources {
    templates: Vec<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    data: &'static str,
}

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Adds tags to templates.";
    const ACCESS: Access = Access::Update;
    const TAGS: Option<TagReader> = Some(TAG);
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS, NO_TEMPLATE];
    const SUCCESS: Option<Success> = Some(tag_parameters::SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { templates: tag_parameters::templates(p)?, tags: TAG(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.templates.is_empty() || self.tags.is_empty() {
            return Err(BAD_PARAMETERS.into());
        }
        let account = cx.account().to_owned();
        for code in &self.templates {
            let found = templates::template(cx.tx, &account, code)?.ok_or(NO_TEMPLATE)?;
            for (name, value) in &self.tags {
                let (name, value) = (name.clone(), value.clone().unwrap_or_default());
                let tag = tags::Tag { template: found.code.clone(), name, value };
                tags::put(cx.tx, &account, &tag)?;
            }
            if tags::of(cx.tx, &account, &found.code)?.len() > MOST {
                return Err(BAD_PARAMETERS.into());
            }
        }
        Ok(Response { data: "true" })
    }
}
