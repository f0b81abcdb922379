//! `ListEnhanhcedNatGatewayAvailableZones` lists the zones of a region in which NAT gateways can be.

use serde::Serialize;

use crate::vpc::{faults::NO_REGION, lists::OWN_REGION, places::known_places};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::zones, text};

pub(in crate::vpc) struct ListEnhanhcedNatGatewayAvailableZones {
    region: String,
    language: Option<String>,
}

/// The answer: a bare list (published).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    zones: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    zone_id: String,
    local_name: String,
}

fn filters(p: &mut Params<'_>) -> Result<()> {
    p.each("Filter", 10, |p| {
        p.optional(text("Key").doc("Has no effect."))?;
        p.optional(text("Value").doc("Has no effect."))?;
        Ok(())
    })
    .map(drop)
}

impl Action for ListEnhanhcedNatGatewayAvailableZones {
    const NAME: &'static str = "ListEnhanhcedNatGatewayAvailableZones";
    const DOC: &'static str = "Lists the zones of a region in which NAT gateways can be.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[NO_REGION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        filters(p)?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            language: p.optional(
                text("AcceptLanguage")
                    .doc("The language of the names: zh-CN, which is the default, en-US or ja."),
            )?,
        })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION)?;
        let language = known_places::language(self.language.as_ref());
        let shown = zones::of(&self.region).into_iter().map(|it| Shown {
            local_name: zones::name(&self.region, &it, language),
            zone_id: it.id,
        });
        Ok(Response { zones: shown.collect() })
    }
}
