//! `DeleteNatGateway` deletes a NAT gateway.

use crate::vpc::{
    faults::{
        PROTECTED,
        nat::{NAT_BUSY, NAT_HAS_EIPS, NAT_HAS_FORWARD, NAT_HAS_ROUTE, NAT_HAS_SNAT, NO_NAT},
    },
    lists::{Done, REGION},
    nat::life,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::vpc) struct DeleteNatGateway {
    region: String,
    id: String,
    force: bool,
}

impl Action for DeleteNatGateway {
    const NAME: &'static str = "DeleteNatGateway";
    const DOC: &'static str = "Deletes a NAT gateway.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "vpc:DeleteNatGateway";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:natgateway/{NatGatewayId}"];
    const FAULTS: &'static [Fault] =
        &[NO_NAT, NAT_BUSY, PROTECTED, NAT_HAS_SNAT, NAT_HAS_FORWARD, NAT_HAS_EIPS, NAT_HAS_ROUTE];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("NatGatewayId").doc("The NAT gateway."))?,
            force: p.default(
                flag("Force")
                    .doc("Whether its entries go with it, and the associations of its addresses."),
                false,
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let it = life::named(cx, &self.id, &self.region)?;
        life::delete(cx, it, self.force)?;
        Ok(Done {})
    }
}
