//! `ModifyNatGatewaySpec` would change the size of a NAT gateway: one that is paid by use has none.

use crate::vpc::{
    faults::{
        NO_REGION,
        nat::{NO_NAT, SPEC_OF_LCU},
    },
    lists::{CLIENT_TOKEN, Done, OWN_REGION},
    nat::life,
    places::known_places,
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, flag, text};

pub(in crate::vpc) struct ModifyNatGatewaySpec {
    region: String,
    id: String,
}

impl Action for ModifyNatGatewaySpec {
    const NAME: &'static str = "ModifyNatGatewaySpec";
    const DOC: &'static str =
        "Would change the size of a NAT gateway: one that is paid by use has none.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:natgateway/{NatGatewayId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[NO_REGION, NO_NAT, SPEC_OF_LCU];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(flag("AutoPay").doc("Has no effect."))?;
        p.required(text("Spec").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            id: p.required(text("NatGatewayId").doc("The NAT gateway."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        known_places::check_region(&self.region, NO_REGION)?;
        life::named(cx, &self.id, &self.region)?;
        Err(SPEC_OF_LCU.into())
    }
}
