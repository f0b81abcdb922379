//! `ModifyEipAddressAttribute` changes an elastic IP address.

use crate::vpc::{
    eips::life,
    faults::eips::{
        BAD_NEW_BANDWIDTH, BAD_NEW_EIP_DESCRIPTION, BAD_NEW_EIP_NAME, IN_PACKAGE, NO_EIP_TO_CHANGE,
    },
    lists::{Done, REGION, check_texts, found, set},
    tables::eips,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct ModifyEipAddressAttribute {
    region: Option<String>,
    id: String,
    bandwidth: Option<String>,
    name: Option<String>,
    description: Option<String>,
}

impl Action for ModifyEipAddressAttribute {
    const NAME: &'static str = "ModifyEipAddressAttribute";
    const DOC: &'static str = "Changes an elastic IP address.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "vpc:ModifyEipAddressAttribute";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:eip/{AllocationId}"];
    const FAULTS: &'static [Fault] = &[
        NO_EIP_TO_CHANGE,
        BAD_NEW_EIP_NAME,
        BAD_NEW_EIP_DESCRIPTION,
        IN_PACKAGE,
        BAD_NEW_BANDWIDTH,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("AllocationId").doc("The address."))?,
            bandwidth: p.optional(text("Bandwidth").doc("The bandwidth in Mbit/s."))?,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = found(cx, eips::of_id, (&self.id, self.region.as_ref()), NO_EIP_TO_CHANGE)?;
        check_texts(
            (self.name.as_ref(), BAD_NEW_EIP_NAME),
            (self.description.as_ref(), BAD_NEW_EIP_DESCRIPTION),
        )?;
        if let Some(text) = &self.bandwidth {
            if !it.package.is_empty() {
                return Err(IN_PACKAGE.into());
            }
            it.bandwidth = life::bandwidth(text, &it.internet_charge).ok_or(BAD_NEW_BANDWIDTH)?;
        }
        set(&mut it.name, self.name);
        set(&mut it.description, self.description);
        eips::put(cx.tx, &mut it)?;
        Ok(Done {})
    }
}
