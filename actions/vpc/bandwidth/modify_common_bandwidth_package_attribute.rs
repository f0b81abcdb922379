//! `ModifyCommonBandwidthPackageAttribute` changes the name or the description of shared bandwidth.

use crate::vpc::{
    bandwidth::packages_of_eips,
    faults::eips::{BAD_PACKAGE_DESCRIPTION, BAD_PACKAGE_NAME, NO_PACKAGE},
    lists::{Done, REGION, check_texts, set},
    tables::packages,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct ModifyCommonBandwidthPackageAttribute {
    region: String,
    id: String,
    name: Option<String>,
    description: Option<String>,
}

impl Action for ModifyCommonBandwidthPackageAttribute {
    const NAME: &'static str = "ModifyCommonBandwidthPackageAttribute";
    const DOC: &'static str = "Changes the name or the description of shared bandwidth.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:bandwidthpackage/{BandwidthPackageId}"];
    const FAULTS: &'static [Fault] = &[NO_PACKAGE, BAD_PACKAGE_NAME, BAD_PACKAGE_DESCRIPTION];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("BandwidthPackageId").doc("The shared bandwidth."))?,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = packages_of_eips::named(cx, &self.id, &self.region)?;
        check_texts(
            (self.name.as_ref(), BAD_PACKAGE_NAME),
            (self.description.as_ref(), BAD_PACKAGE_DESCRIPTION),
        )?;
        set(&mut it.name, self.name);
        set(&mut it.description, self.description);
        packages::put(cx.tx, &mut it)?;
        Ok(Done {})
    }
}
