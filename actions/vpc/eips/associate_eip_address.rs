//! `AssociateEipAddress` associates an elastic IP address with a resource.

use crate::vpc::{
    eips::bindings::{self, Wanted},
    faults::eips::{
        ALREADY_BOUND, BAD_MODE, BAD_OWNER_TYPE, EIP_CONFLICT, EIP_NOT_FREE, MANY_NAT_EIPS,
        NAT_BUSY_TO_BIND, NO_EIP, NO_OWNER, NO_PRIVATE_IP_LEFT, NO_SUCH_PRIVATE_IP, OTHER_REGION,
        OWNER_BUSY, OWNER_HAS_EIP, OWNER_HAS_PUBLIC_IP, OWNER_TAKES_NONE,
    },
    lists::{CLIENT_TOKEN, Done, REGION, found},
    tables::eips,
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct AssociateEipAddress {
    region: Option<String>,
    id: String,
    owner: String,
    kind: Option<String>,
    owner_region: Option<String>,
    private_ip: Option<String>,
    mode: Option<String>,
}

impl Action for AssociateEipAddress {
    const NAME: &'static str = "AssociateEipAddress";
    const DOC: &'static str = "Associates an elastic IP address with a resource.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "vpc:AssociateEipAddress";
    const RESOURCES: &'static [&'static str] = &[
        "acs:vpc:{region}:{account}:eip/{AllocationId}",
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
    ];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_EIP,
        BAD_OWNER_TYPE,
        BAD_MODE,
        ALREADY_BOUND,
        EIP_NOT_FREE,
        EIP_CONFLICT,
        NO_OWNER,
        OWNER_TAKES_NONE,
        OWNER_BUSY,
        OWNER_HAS_PUBLIC_IP,
        OWNER_HAS_EIP,
        OTHER_REGION,
        NAT_BUSY_TO_BIND,
        MANY_NAT_EIPS,
        NO_SUCH_PRIVATE_IP,
        NO_PRIVATE_IP_LEFT,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(text("VpcId").doc("Has no effect."))?;
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("AllocationId").doc("The address."))?,
            owner: p.required(text("InstanceId").doc("The resource."))?,
            kind: p
                .optional(text("InstanceType").doc(
                    "What it is: EcsInstance, which is the default, Nat or NetworkInterface.",
                ))?,
            owner_region: p
                .optional(text("InstanceRegionId").doc("The region of the resource."))?,
            private_ip: p.optional(
                text("PrivateIpAddress")
                    .doc("The private address of the resource that it leads to."),
            )?,
            mode: p.optional(
                text("Mode").doc("The mode: NAT, which is the default, BINDED or MULTI_BINDED."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = found(cx, eips::of_id, (&self.id, self.region.as_ref()), NO_EIP)?;
        let wanted = Wanted {
            kind: self.kind,
            owner: self.owner,
            region: self.owner_region,
            private_ip: self.private_ip,
            mode: self.mode,
        };
        bindings::associate(cx, &mut it, &wanted)?;
        Ok(Done {})
    }
}
