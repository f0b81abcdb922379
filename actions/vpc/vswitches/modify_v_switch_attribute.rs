//! `ModifyVSwitchAttribute` changes a vSwitch.

use crate::vpc::{
    faults::networks::{
        BAD_IPV6, BAD_VSWITCH_DESCRIPTION, BAD_VSWITCH_NAME, NO_VSWITCH_TO_CHANGE, SAME_IPV6,
        VPC_WITHOUT_IPV6,
    },
    lists::{Done, REGION, check_texts, found, set},
    tables::{switches, vpcs},
    vswitches::life,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, int, text};

pub(in crate::vpc) struct ModifyVSwitchAttribute {
    region: Option<String>,
    id: String,
    name: Option<String>,
    description: Option<String>,
    enable: Option<bool>,
    ipv6: Option<i64>,
}

impl Action for ModifyVSwitchAttribute {
    const NAME: &'static str = "ModifyVSwitchAttribute";
    const DOC: &'static str = "Changes a vSwitch.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "vpc:ModifyVSwitchAttribute";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vswitch/{VSwitchId}"];
    const FAULTS: &'static [Fault] = &[
        NO_VSWITCH_TO_CHANGE,
        BAD_VSWITCH_NAME,
        BAD_VSWITCH_DESCRIPTION,
        VPC_WITHOUT_IPV6,
        SAME_IPV6,
        BAD_IPV6,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(int("Ipv6CidrMask").doc("Has no effect."))?;
        p.optional(text("VpcIpv6CidrBlock").doc("Has no effect."))?;
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("VSwitchId").doc("The vSwitch."))?,
            name: p.optional(text("VSwitchName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            enable: p.optional(flag("EnableIPv6").doc("Whether it has IPv6."))?,
            ipv6: p.optional(int("Ipv6CidrBlock").doc("The last eight bits of the IPv6 block."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it =
            found(cx, switches::of_id, (&self.id, self.region.as_ref()), NO_VSWITCH_TO_CHANGE)?;
        check_texts(
            (self.name.as_ref(), BAD_VSWITCH_NAME),
            (self.description.as_ref(), BAD_VSWITCH_DESCRIPTION),
        )?;
        set(&mut it.name, self.name);
        set(&mut it.description, self.description);
        let vpc = vpcs::of_id(cx.tx, &it.vpc)?.unwrap_or_default();
        match (self.enable, self.ipv6) {
            (Some(false), _) => it.ipv6 = life::WITHOUT_IPV6,
            (_, Some(wanted)) if wanted != it.ipv6 => it.ipv6 = life::ipv6(cx, &vpc, wanted)?,
            (Some(true), None) if it.ipv6 < 0 => {
                let present = switches::of_vpc(cx.tx, &vpc.id)?;
                let free = (0..=255).find(|bits| present.iter().all(|other| other.ipv6 != *bits));
                it.ipv6 = life::ipv6(cx, &vpc, free.ok_or(SAME_IPV6)?)?;
            }
            _ => {}
        }
        switches::put(cx.tx, &mut it)?;
        Ok(Done {})
    }
}
