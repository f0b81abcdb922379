//! `ModifyTag` changes the name and the description of a tag.

use serde::Serialize;

use crate::dm::{
    faults::{NO_TAG, SAME_TAG},
    tables::{Owner, tags},
    tags::tag_names::{ABOUT, NAME},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct ModifyTag {
    id: i64,
    name: String,
    about: Option<String>,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for ModifyTag {
    const NAME: &'static str = "ModifyTag";
    const DOC: &'static str = "Changes a tag.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_TAG, SAME_TAG];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(int("TagId").doc("The tag."))?,
            name: p.required(NAME)?,
            about: p.optional(ABOUT)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut tag = tags::tag(cx.tx, owner, self.id)?.ok_or(NO_TAG)?;
        if tags::named(cx.tx, owner, &self.name)?.is_some_and(|it| it.id != tag.id) {
            return Err(SAME_TAG.into());
        }
        tag.name = self.name;
        if let Some(about) = self.about {
            tag.about = about;
        }
        tags::put(cx.tx, owner, &mut tag)?;
        Ok(Response {})
    }
}
