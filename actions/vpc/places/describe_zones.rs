//! `DescribeZones` lists the zones of a region.

use serde::Serialize;

use crate::vpc::{
    faults::NO_REGION_OF_ZONES,
    lists::{Listed, OWN_REGION},
    places::known_places,
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::zones, text};

pub(in crate::vpc) struct DescribeZones {
    region: String,
    language: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    zones: Listed<Shown>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Shown {
    zone_id: String,
    local_name: String,
    zone_type: &'static str,
}

impl Action for DescribeZones {
    const NAME: &'static str = "DescribeZones";
    const DOC: &'static str = "Lists the zones of a region.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[NO_REGION_OF_ZONES];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ZoneType").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            language: p.optional(
                text("AcceptLanguage")
                    .doc("The language of the names: zh-CN, which is the default, en-US or ja."),
            )?,
        })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION_OF_ZONES)?;
        let language = known_places::language(self.language.as_ref());
        let zone = zones::of(&self.region).into_iter().map(|it| Shown {
            local_name: zones::name(&self.region, &it, language),
            zone_id: it.id,
            zone_type: "AvailabilityZone",
        });
        Ok(Response { zones: Listed("Zone", zone.collect()) })
    }
}
