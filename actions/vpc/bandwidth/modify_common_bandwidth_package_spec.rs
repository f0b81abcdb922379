//! `ModifyCommonBandwidthPackageSpec` changes how much shared bandwidth there is.

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::eips::{BAD_PACKAGE_BANDWIDTH, NO_PACKAGE_TO_CHANGE},
    lists::{Done, REGION, worded},
    tables::packages,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct ModifyCommonBandwidthPackageSpec {
    region: String,
    id: String,
    bandwidth: String,
}

impl Action for ModifyCommonBandwidthPackageSpec {
    const NAME: &'static str = "ModifyCommonBandwidthPackageSpec";
    const DOC: &'static str = "Changes how much shared bandwidth there is.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:bandwidthpackage/{BandwidthPackageId}"];
    const FAULTS: &'static [Fault] = &[NO_PACKAGE_TO_CHANGE, BAD_PACKAGE_BANDWIDTH];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("BandwidthPackageId").doc("The shared bandwidth."))?,
            bandwidth: p.required(text("Bandwidth").doc("The bandwidth in Mbit/s."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = packages_of_eips::named(cx, &self.id, &self.region)
            .map_err(|error| worded(error, NO_PACKAGE_TO_CHANGE))?;
        let given = self.bandwidth.parse().ok().filter(|it| packages_of_eips::RANGE.contains(it));
        it.bandwidth = given.ok_or(BAD_PACKAGE_BANDWIDTH)?;
        packages::put(cx.tx, &mut it)?;
        Ok(Done {})
    }
}
