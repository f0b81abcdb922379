//! `DeleteCommonBandwidthPackage` deletes shared bandwidth.

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::{
        PROTECTED,
        eips::{NO_PACKAGE_TO_CHANGE, PACKAGE_HAS_EIPS},
    },
    lists::{Done, REGION, found},
    tables::{eips, packages, tags},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct DeleteCommonBandwidthPackage {
    region: String,
    id: String,
    force: String,
}

impl Action for DeleteCommonBandwidthPackage {
    const NAME: &'static str = "DeleteCommonBandwidthPackage";
    const DOC: &'static str = "Deletes shared bandwidth.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:bandwidthpackage/{BandwidthPackageId}"];
    const FAULTS: &'static [Fault] = &[NO_PACKAGE_TO_CHANGE, PROTECTED, PACKAGE_HAS_EIPS];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("BandwidthPackageId").doc("The shared bandwidth."))?,
            force: p.default(
                text("Force").doc("Whether the addresses in it are taken out: true or false."),
                "false",
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let region = Some(&self.region);
        let it = found(cx, packages::of_id, (&self.id, region), NO_PACKAGE_TO_CHANGE)?;
        if it.protected {
            return Err(PROTECTED.into());
        }
        let within = eips::of_package(cx.tx, &it.id)?;
        if !within.is_empty() && !self.force.eq_ignore_ascii_case("true") {
            return Err(PACKAGE_HAS_EIPS.into());
        }
        for eip in within {
            packages_of_eips::remove(cx, eip)?;
        }
        tags::delete(cx.tx, &it.id, None)?;
        packages::delete(cx.tx, &it)?;
        Ok(Done {})
    }
}
