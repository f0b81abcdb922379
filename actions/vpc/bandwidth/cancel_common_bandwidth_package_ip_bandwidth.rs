//! `CancelCommonBandwidthPackageIpBandwidth` removes the limit of an elastic IP address in shared bandwidth.

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::eips::{NO_IP_INSTANCE, NO_PACKAGE, NOT_IN_PACKAGE},
    lists::{Done, REGION},
    tables::eips,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct CancelCommonBandwidthPackageIpBandwidth {
    region: String,
    id: String,
    eip: String,
}

impl Action for CancelCommonBandwidthPackageIpBandwidth {
    const NAME: &'static str = "CancelCommonBandwidthPackageIpBandwidth";
    const DOC: &'static str = "Removes the limit of an elastic IP address in shared bandwidth.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:bandwidthpackage/{BandwidthPackageId}"];
    const FAULTS: &'static [Fault] = &[NO_PACKAGE, NO_IP_INSTANCE, NOT_IN_PACKAGE];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("BandwidthPackageId").doc("The shared bandwidth."))?,
            eip: p.required(text("EipId").doc("The address."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let package = packages_of_eips::named(cx, &self.id, &self.region)?;
        let mut eip = packages_of_eips::within(cx, &package, (&self.eip, &self.region))?;
        eip.package_bandwidth = 0;
        eips::put(cx.tx, &mut eip)?;
        Ok(Done {})
    }
}
