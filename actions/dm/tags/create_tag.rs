//! `CreateTag` creates a tag.

use serde::Serialize;

use crate::dm::{
    faults::SAME_TAG,
    tables::{
        Owner,
        tags::{self, Tag},
    },
    tags::tag_names::{ABOUT, NAME},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dm) struct CreateTag {
    name: String,
    about: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    tag_id: String,
}

impl Action for CreateTag {
    const NAME: &'static str = "CreateTag";
    const DOC: &'static str = "Creates a tag.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[SAME_TAG];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)?, about: p.default(ABOUT, "")? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if tags::named(cx.tx, owner, &self.name)?.is_some() {
            return Err(SAME_TAG.into());
        }
        let mut tag = Tag { id: 0, name: self.name, about: self.about };
        tags::put(cx.tx, owner, &mut tag)?;
        Ok(Response { tag_id: tag.id.to_string() })
    }
}
