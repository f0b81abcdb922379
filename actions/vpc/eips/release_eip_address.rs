//! `ReleaseEipAddress` releases an elastic IP address.

use crate::vpc::{
    eips::life,
    faults::{
        PROTECTED,
        eips::{EIP_BUSY, NO_EIP, PREPAID},
    },
    lists::{Done, REGION, found},
    tables::eips,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct ReleaseEipAddress {
    region: Option<String>,
    id: String,
}

impl Action for ReleaseEipAddress {
    const NAME: &'static str = "ReleaseEipAddress";
    const DOC: &'static str = "Releases an elastic IP address.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "vpc:ReleaseEipAddress";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:eip/{AllocationId}"];
    const FAULTS: &'static [Fault] = &[NO_EIP, EIP_BUSY, PREPAID, PROTECTED];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("AllocationId").doc("The address."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let it = found(cx, eips::of_id, (&self.id, self.region.as_ref()), NO_EIP)?;
        life::release(cx, &it)?;
        Ok(Done {})
    }
}
