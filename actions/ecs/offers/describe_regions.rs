//! `DescribeRegions` returns the regions that accounts may use. The CLI and Terraform check a region by it before they
//! call anything else.
//!
//! Every kind of resource and every way to pay is there in each region.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    shared::regions::{self, Language},
    text,
};

pub(in crate::ecs) struct DescribeRegions {
    language: Option<String>,
    resources: Option<String>,
    charge: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::ecs) struct Response {
    regions: Regions,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Regions {
    region: Vec<RegionView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RegionView {
    region_id: &'static str,
    region_endpoint: String,
    local_name: &'static str,
    status: &'static str,
}

const NO_LANGUAGE: Fault = Fault {
    status: 404,
    code: "InvalidAcceptLanguage.NotFound",
    message: "Only Chinese (zh-CN), English (en-US), and Japanese (ja) are allowed.",
};
const NO_RESOURCES: Fault = Fault {
    status: 404,
    code: "InvalidResourceType.NotFound",
    message: "The ResourceType provided does not exist in our records.",
};
const NO_CHARGE: Fault = Fault {
    status: 403,
    code: "Invalid.InstanceChargeType",
    message: "The specified instanceChargeType is not valid.",
};

/// The kinds of resources that regions are asked for.
const RESOURCES: [&str; 4] = ["instance", "disk", "reservedinstance", "scu"];
/// The ways to pay for an instance.
const CHARGES: [&str; 4] = ["PrePaid", "PostPaid", "SpotWithPriceLimit", "SpotAsPriceGo"];

fn language(text: &str) -> Option<Language> {
    match text {
        "zh-CN" => Some(Language::Chinese),
        "en-US" => Some(Language::English),
        "ja" => Some(Language::Japanese),
        _ => None,
    }
}

impl Action for DescribeRegions {
    const NAME: &'static str = "DescribeRegions";
    const DOC: &'static str = "Lists the regions.";
    const ACCESS: Access = Access::Free;
    const FAULTS: &'static [Fault] = &[NO_LANGUAGE, NO_RESOURCES, NO_CHARGE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let language = text("AcceptLanguage")
            .doc("The language of the names: zh-CN, which is the default, en-US or ja.");
        let resources = text("ResourceType")
            .doc("The kind of resource: instance, disk, reservedinstance or scu.");
        let charge = text("InstanceChargeType")
            .doc("How instances are paid: PrePaid, PostPaid, SpotWithPriceLimit or SpotAsPriceGo.");
        Ok(Self {
            language: p.optional(language)?,
            resources: p.optional(resources)?,
            charge: p.optional(charge)?,
        })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        let known = |all: &[&str], text: &Option<String>| {
            text.as_ref().is_none_or(|it| all.iter().any(|one| one.eq_ignore_ascii_case(it)))
        };
        if !known(&CHARGES, &self.charge) {
            return Err(NO_CHARGE.into());
        }
        if !known(&RESOURCES, &self.resources) {
            return Err(NO_RESOURCES.into());
        }
        let language = match &self.language {
            None => Language::Chinese,
            Some(text) => language(text).ok_or(NO_LANGUAGE)?,
        };
        let region = regions::offered().filter_map(|region| {
            Some(RegionView {
                region_id: region.id,
                region_endpoint: format!("ecs.{}.aliyuncs.com", region.id),
                local_name: region.name(language)?,
                status: "available",
            })
        });
        Ok(Response { regions: Regions { region: region.collect() } })
    }
}
