//! `DescribeRegions` lists the regions.

use serde::Serialize;

use crate::vpc::{lists::Listed, places::known_places};
use crate::{Access, Action, Cx, Params, Result, shared::regions, text};

pub(in crate::vpc) struct DescribeRegions {
    language: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    regions: Listed<Shown>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Shown {
    region_id: &'static str,
    region_endpoint: String,
    local_name: &'static str,
}

impl Action for DescribeRegions {
    const NAME: &'static str = "DescribeRegions";
    const DOC: &'static str = "Lists the regions.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ProductType").doc("Has no effect."))?;
        Ok(Self {
            language: p.optional(
                text("AcceptLanguage")
                    .doc("The language of the names: zh-CN, which is the default, en-US or ja."),
            )?,
        })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        let language = known_places::language(self.language.as_ref());
        let region = regions::offered().filter_map(|it| {
            Some(Shown {
                region_id: it.id,
                region_endpoint: format!("vpc.{}.aliyuncs.com", it.id),
                local_name: it.name(language)?,
            })
        });
        Ok(Response { regions: Listed("Region", region.collect()) })
    }
}
