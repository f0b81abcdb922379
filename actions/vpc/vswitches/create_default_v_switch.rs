//! `CreateDefaultVSwitch` creates a default vSwitch in a zone.

use serde::Serialize;

use crate::vpc::{
    faults::{
        NO_ZONE,
        networks::{
            HAS_DEFAULT_VSWITCH, MANY_VSWITCHES, NO_DEFAULT_VPC, VPC_BUSY, VPC_WITHOUT_IPV6,
        },
    },
    lists::{CLIENT_TOKEN, REGION},
    networks::default_networks,
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, int, text};

pub(in crate::vpc) struct CreateDefaultVSwitch {
    region: String,
    zone: String,
    ipv6: Option<i64>,
}

#[derive(Serialize)]
pub(in crate::vpc) struct Response {
    #[serde(rename = "VSwitchId")]
    vswitch_id: String,
}

impl Action for CreateDefaultVSwitch {
    const NAME: &'static str = "CreateDefaultVSwitch";
    const DOC: &'static str = "Creates a default vSwitch in a zone.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vswitch/*"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_DEFAULT_VPC, HAS_DEFAULT_VSWITCH, NO_ZONE, VPC_BUSY, VPC_WITHOUT_IPV6, MANY_VSWITCHES];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            zone: p.required(text("ZoneId").doc("The zone."))?,
            ipv6: p.optional(int("Ipv6CidrBlock").doc("The last eight bits of the IPv6 block."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let vpc = default_networks::vpc(cx, &self.region)?.ok_or(NO_DEFAULT_VPC)?;
        let it = default_networks::create_vswitch(cx, &vpc, (&self.zone, self.ipv6))?;
        Ok(Response { vswitch_id: it.id })
    }
}
