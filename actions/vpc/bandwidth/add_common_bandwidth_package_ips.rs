//! `AddCommonBandwidthPackageIps` puts several elastic IP addresses into shared bandwidth.

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::eips::{IN_A_PACKAGE, MANY_PACKAGE_EIPS, NO_IP_INSTANCE, NO_PACKAGE, PREPAID_EIP},
    lists::{CLIENT_TOKEN, Done, REGION},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct AddCommonBandwidthPackageIps {
    region: String,
    id: String,
    eips: Vec<String>,
}

fn eips(p: &mut Params<'_>) -> Result<Vec<String>> {
    let found = p.list(text("IpInstanceIds").doc("The addresses."), 100)?;
    p.require("IpInstanceIds", found)
}

impl Action for AddCommonBandwidthPackageIps {
    const NAME: &'static str = "AddCommonBandwidthPackageIps";
    const DOC: &'static str = "Puts several elastic IP addresses into shared bandwidth.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:bandwidthpackage/{BandwidthPackageId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_PACKAGE, NO_IP_INSTANCE, IN_A_PACKAGE, PREPAID_EIP, MANY_PACKAGE_EIPS];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(text("IpType").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("BandwidthPackageId").doc("The shared bandwidth."))?,
            eips: eips(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let package = packages_of_eips::named(cx, &self.id, &self.region)?;
        for eip in &self.eips {
            packages_of_eips::add(cx, &package, (eip, &self.region))?;
        }
        Ok(Done {})
    }
}
