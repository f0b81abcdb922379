//! `ModifyCommonBandwidthPackageIpBandwidth` limits an elastic IP address in shared bandwidth.

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::eips::{BAD_PACKAGE_BANDWIDTH, NO_IP_INSTANCE, NO_PACKAGE, NOT_IN_PACKAGE},
    lists::{Done, REGION},
    tables::eips,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct ModifyCommonBandwidthPackageIpBandwidth {
    region: String,
    id: String,
    eip: String,
    bandwidth: String,
}

impl Action for ModifyCommonBandwidthPackageIpBandwidth {
    const NAME: &'static str = "ModifyCommonBandwidthPackageIpBandwidth";
    const DOC: &'static str = "Limits an elastic IP address in shared bandwidth.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:bandwidthpackage/{BandwidthPackageId}"];
    const FAULTS: &'static [Fault] =
        &[NO_PACKAGE, NO_IP_INSTANCE, NOT_IN_PACKAGE, BAD_PACKAGE_BANDWIDTH];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("BandwidthPackageId").doc("The shared bandwidth."))?,
            eip: p.required(text("EipId").doc("The address."))?,
            bandwidth: p.required(
                text("Bandwidth")
                    .doc("The bandwidth of the address in Mbit/s, at most that of all."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let package = packages_of_eips::named(cx, &self.id, &self.region)?;
        let mut eip = packages_of_eips::within(cx, &package, (&self.eip, &self.region))?;
        let given = self.bandwidth.parse().ok().filter(|it| (1..=package.bandwidth).contains(it));
        eip.package_bandwidth = given.ok_or(BAD_PACKAGE_BANDWIDTH)?;
        eips::put(cx.tx, &mut eip)?;
        Ok(Done {})
    }
}
