//! `DescribeVSwitchAttributes` describes a vSwitch.

use crate::vpc::{
    faults::DRY_RUN,
    lists::{CHECK_ONLY, REGION, find, passed},
    tables::switches,
    vswitches::views::{self, ShownVSwitch},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct DescribeVSwitchAttributes {
    region: Option<String>,
    id: String,
    check_only: bool,
}

impl Action for DescribeVSwitchAttributes {
    const NAME: &'static str = "DescribeVSwitchAttributes";
    const DOC: &'static str = "Describes a vSwitch.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vswitch/{VSwitchId}"];
    const FAULTS: &'static [Fault] = &[DRY_RUN];
    type Response = ShownVSwitch;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("VSwitchId").doc("The vSwitch."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<ShownVSwitch> {
        let answer = match find(cx, switches::of_id, &self.id, self.region.as_ref())? {
            Some(it) => views::shown(cx, it)?,
            // A vSwitch that is not there is answered with empty fields (assumed).
            None => views::nothing(),
        };
        passed(self.check_only, answer)
    }
}
