//! `AddCommonBandwidthPackageIp` puts an elastic IP address into shared bandwidth.

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::{
        DRY_RUN,
        eips::{IN_A_PACKAGE, MANY_PACKAGE_EIPS, NO_IP_INSTANCE, NO_PACKAGE, PREPAID_EIP},
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, passed},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct AddCommonBandwidthPackageIp {
    region: String,
    id: String,
    eip: String,
    check_only: bool,
}

impl Action for AddCommonBandwidthPackageIp {
    const NAME: &'static str = "AddCommonBandwidthPackageIp";
    const DOC: &'static str = "Puts an elastic IP address into shared bandwidth.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:bandwidthpackage/{BandwidthPackageId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_PACKAGE, NO_IP_INSTANCE, IN_A_PACKAGE, PREPAID_EIP, MANY_PACKAGE_EIPS, DRY_RUN];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(text("IpType").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("BandwidthPackageId").doc("The shared bandwidth."))?,
            eip: p.required(text("IpInstanceId").doc("The address."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let package = packages_of_eips::named(cx, &self.id, &self.region)?;
        packages_of_eips::add(cx, &package, (&self.eip, &self.region))?;
        passed(self.check_only, Done {})
    }
}
