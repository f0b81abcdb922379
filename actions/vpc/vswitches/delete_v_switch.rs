//! `DeleteVSwitch` deletes a vSwitch that nothing is in.

use crate::vpc::{
    faults::{
        DRY_RUN,
        networks::{
            NO_VSWITCH_TO_DELETE, VSWITCH_HAS_ACL, VSWITCH_HAS_NAT, VSWITCH_HAS_SNAT,
            VSWITCH_HAS_TABLE, VSWITCH_IN_USE, VSWITCH_PENDING,
        },
    },
    lists::{CHECK_ONLY, Done, REGION, found, passed},
    tables::switches,
    vswitches::life,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct DeleteVSwitch {
    region: Option<String>,
    id: String,
    check_only: bool,
}

impl Action for DeleteVSwitch {
    const NAME: &'static str = "DeleteVSwitch";
    const DOC: &'static str = "Deletes a vSwitch that nothing is in.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "vpc:DeleteVSwitch";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vswitch/{VSwitchId}"];
    const FAULTS: &'static [Fault] = &[
        NO_VSWITCH_TO_DELETE,
        VSWITCH_PENDING,
        VSWITCH_IN_USE,
        VSWITCH_HAS_NAT,
        VSWITCH_HAS_SNAT,
        VSWITCH_HAS_TABLE,
        VSWITCH_HAS_ACL,
        DRY_RUN,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("VSwitchId").doc("The vSwitch."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let it =
            found(cx, switches::of_id, (&self.id, self.region.as_ref()), NO_VSWITCH_TO_DELETE)?;
        life::delete(cx, &it)?;
        passed(self.check_only, Done {})
    }
}
