//! `DescribeVpcAttribute` describes a VPC.

use crate::vpc::{
    faults::{DRY_RUN, networks::NO_VPC},
    lists::{CHECK_ONLY, REGION, found, passed},
    networks::views::{self, ShownVpc},
    tables::vpcs,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::vpc) struct DescribeVpcAttribute {
    region: String,
    id: String,
    check_only: bool,
}

impl Action for DescribeVpcAttribute {
    const NAME: &'static str = "DescribeVpcAttribute";
    const DOC: &'static str = "Describes a VPC.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/{VpcId}"];
    const FAULTS: &'static [Fault] = &[NO_VPC, DRY_RUN];
    type Response = ShownVpc;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(flag("IsDefault").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("VpcId").doc("The VPC."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<ShownVpc> {
        // A VPC that is not there is refused, with 404 (assumed).
        let it = found(cx, vpcs::of_id, (&self.id, Some(&self.region)), NO_VPC)?;
        let answer = views::of_one(cx, it)?;
        passed(self.check_only, answer)
    }
}
