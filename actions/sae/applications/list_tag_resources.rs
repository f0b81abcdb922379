//! `ListTagResources` lists the tags of applications, all of them in one answer.

use serde::Serialize;

use super::tags::{read_kind, read_tags, read_texts};
use crate::{Access, Action, Cx, Params, Result, sae::tables::applications, text};

pub(in crate::sae) struct ListTagResources {
    ids: Option<Vec<String>>,
    tags: Vec<(String, String)>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    /// Empty: there is no next page.
    next_token: &'static str,
    tag_resources: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    resource_id: String,
    resource_type: &'static str,
    tag_key: String,
    tag_value: String,
}

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Lists the tags of applications.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/tags");
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        read_kind(p)?;
        p.optional(text("NextToken").doc("Has no effect: there is one page."))?;
        let ids = read_texts(p, "ResourceIds", "Only those of these applications: a JSON list.")?;
        Ok(Self { ids, tags: read_tags(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let of = (&*cx.caller.account, cx.region);
        let mut tag_resources = Vec::new();
        for app in applications::all(cx.tx, of)? {
            if self.ids.as_ref().is_some_and(|ids| !ids.contains(&app.id)) {
                continue;
            }
            let tags = applications::tags(cx.tx, &app.id)?;
            if !self.tags.iter().all(|tag| tags.contains(tag)) {
                continue;
            }
            tag_resources.extend(tags.into_iter().map(|(tag_key, tag_value)| Item {
                resource_id: app.id.clone(),
                resource_type: "application",
                tag_key,
                tag_value,
            }));
        }
        Ok(Response { data: Data { next_token: "", tag_resources } })
    }
}
