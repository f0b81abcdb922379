//! `RemoveCommonBandwidthPackageIp` takes an elastic IP address out of shared bandwidth.

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::{
        DRY_RUN,
        eips::{NO_IP_INSTANCE, NO_PACKAGE, NOT_IN_PACKAGE},
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, passed},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct RemoveCommonBandwidthPackageIp {
    region: String,
    id: String,
    eip: String,
    check_only: bool,
}

impl Action for RemoveCommonBandwidthPackageIp {
    const NAME: &'static str = "RemoveCommonBandwidthPackageIp";
    const DOC: &'static str = "Takes an elastic IP address out of shared bandwidth.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:bandwidthpackage/{BandwidthPackageId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[NO_PACKAGE, NO_IP_INSTANCE, NOT_IN_PACKAGE, DRY_RUN];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("BandwidthPackageId").doc("The shared bandwidth."))?,
            eip: p.required(text("IpInstanceId").doc("The address."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let package = packages_of_eips::named(cx, &self.id, &self.region)?;
        let eip = packages_of_eips::within(cx, &package, (&self.eip, &self.region))?;
        packages_of_eips::remove(cx, eip)?;
        passed(self.check_only, Done {})
    }
}
