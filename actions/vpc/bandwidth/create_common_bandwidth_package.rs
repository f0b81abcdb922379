//! `CreateCommonBandwidthPackage` creates shared bandwidth.

use serde::Serialize;

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::{
        NO_GROUP, NO_REGION, TAG_TWICE,
        eips::{
            BAD_PACKAGE_BANDWIDTH, BAD_PACKAGE_CHARGE, BAD_PACKAGE_DESCRIPTION, BAD_PACKAGE_NAME,
            BAD_RATIO,
        },
    },
    groups_of_resources,
    lists::{CLIENT_TOKEN, OWN_REGION, check_texts},
    places::known_places,
    tables::packages::{self, Package},
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, core::client_tokens::Repeats, int,
    shared::zones, text,
};

pub(in crate::vpc) struct CreateCommonBandwidthPackage {
    region: String,
    bandwidth: i64,
    internet_charge: String,
    ratio: i64,
    isp: String,
    zone: String,
    name: Option<String>,
    description: Option<String>,
    resource_group: Option<String>,
    security: Vec<String>,
    tags: Vec<SetTag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    bandwidth_package_id: String,
    resource_group_id: String,
}

impl Action for CreateCommonBandwidthPackage {
    const NAME: &'static str = "CreateCommonBandwidthPackage";
    const DOC: &'static str = "Creates shared bandwidth.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:bandwidthpackage/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_REGION,
        BAD_PACKAGE_NAME,
        BAD_PACKAGE_DESCRIPTION,
        BAD_PACKAGE_BANDWIDTH,
        BAD_PACKAGE_CHARGE,
        BAD_RATIO,
        NO_GROUP,
        TAG_TWICE,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            bandwidth: p.required(int("Bandwidth").doc("The bandwidth in Mbit/s."))?,
            internet_charge: p.default(text("InternetChargeType").doc("How traffic is paid: PayByBandwidth, which is the default, PayByTraffic, PayBy95 or PayByDominantTraffic."), "PayByBandwidth")?,
            ratio: p.default(int("Ratio").doc("The percentage that is paid at least."), 100)?,
            isp: p.default(text("ISP").doc("The line; BGP unless given."), "BGP")?,
            zone: p.default(text("Zone").doc("The zone."), "")?,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            resource_group: p.optional(text("ResourceGroupId").doc("The resource group."))?,
            security: p.list(text("SecurityProtectionTypes").doc("Types of protection."), 10)?.unwrap_or_default(),
            tags: TAGS(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION)?;
        check_texts(
            (self.name.as_ref(), BAD_PACKAGE_NAME),
            (self.description.as_ref(), BAD_PACKAGE_DESCRIPTION),
        )?;
        if !packages_of_eips::RANGE.contains(&self.bandwidth) {
            return Err(BAD_PACKAGE_BANDWIDTH.into());
        }
        let charges = ["PayByBandwidth", "PayByTraffic", "PayBy95", "PayByDominantTraffic"];
        if !charges.contains(&self.internet_charge.as_str()) {
            return Err(BAD_PACKAGE_CHARGE.into());
        }
        if !(20..=100).contains(&self.ratio) {
            return Err(BAD_RATIO.into());
        }
        let tags = tag_sets::of_new(&self.tags)?;
        let resource_group =
            groups_of_resources::stored(cx, self.resource_group.as_ref(), NO_GROUP)?;
        let mut it = Package {
            id: zones::id(cx.random, "cbwp", &self.region, 21),
            account: cx.account().to_owned(),
            region: self.region,
            name: self.name.unwrap_or_default(),
            description: self.description.unwrap_or_default(),
            bandwidth: self.bandwidth,
            internet_charge: self.internet_charge,
            ratio: self.ratio,
            isp: self.isp,
            zone: self.zone,
            security: self.security.join(","),
            resource_group,
            made: cx.now,
            ..Package::default()
        };
        packages::put(cx.tx, &mut it)?;
        tag_sets::put_all(cx, (&it.region, packages_of_eips::TAGGED), &it.id, &tags)?;
        Ok(Response {
            resource_group_id: groups_of_resources::shown(&it.account, &it.resource_group),
            bandwidth_package_id: it.id,
        })
    }
}
