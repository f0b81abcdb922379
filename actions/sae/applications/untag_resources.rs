//! `UntagResources` takes tags from applications.

use serde::Serialize;

use super::{
    change_orders::NO_APPLICATION,
    tags::{check_ids, read_ids, read_kind, read_texts},
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, sae::tables::applications};

pub(in crate::sae) struct UntagResources {
    ids: Vec<String>,
    keys: Vec<String>,
    all: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: bool,
}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Takes tags from applications.";
    const METHOD: Option<&'static str> = Some("DELETE");
    const PATH: Option<&'static str> = Some("/tags");
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_APPLICATION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        read_kind(p)?;
        let keys = read_texts(p, "TagKeys", "The keys: a JSON list.")?;
        let all = flag("DeleteAll").doc("Whether all tags go, where the call names no key.");
        Ok(Self {
            ids: read_ids(p)?,
            all: p.default(all, false)? && keys.is_none(),
            keys: keys.unwrap_or_default(),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check_ids(cx, &self.ids)?;
        for id in &self.ids {
            if self.all {
                applications::delete_tag(cx.tx, id, None)?;
            }
            for key in &self.keys {
                applications::delete_tag(cx.tx, id, Some(key))?;
            }
        }
        Ok(Response { data: true })
    }
}
