//! `TagResources` gives applications tags, or their tags other values.

use serde::Serialize;

use super::{
    change_orders::NO_APPLICATION,
    tags::{check_ids, read_ids, read_kind, read_tags},
};
use crate::{Access, Action, Cx, Fault, Params, Result, sae::tables::applications};

pub(in crate::sae) struct TagResources {
    ids: Vec<String>,
    tags: Vec<(String, String)>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: bool,
}

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Gives applications tags.";
    const METHOD: Option<&'static str> = Some("POST");
    const PATH: Option<&'static str> = Some("/tags");
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_APPLICATION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        read_kind(p)?;
        Ok(Self { ids: read_ids(p)?, tags: read_tags(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_ids(cx, &self.ids)?;
        for id in &self.ids {
            for (key, value) in &self.tags {
                applications::put_tag(cx.tx, id, key, value)?;
            }
        }
        Ok(Response { data: true })
    }
}
