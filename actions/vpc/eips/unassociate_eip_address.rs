//! `UnassociateEipAddress` undoes the association of an elastic IP address.

use crate::vpc::{
    eips::bindings,
    faults::eips::{
        BAD_OWNER_TYPE, EIP_BUSY, EIP_CONFLICT, IN_FORWARD, IN_SNAT, NO_EIP_TO_UNBIND, NOT_BOUND_TO,
    },
    lists::{CLIENT_TOKEN, Done, REGION, found},
    tables::eips,
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, flag, text};

pub(in crate::vpc) struct UnassociateEipAddress {
    region: Option<String>,
    id: String,
    owner: Option<String>,
    kind: Option<String>,
    force: bool,
}

impl Action for UnassociateEipAddress {
    const NAME: &'static str = "UnassociateEipAddress";
    const DOC: &'static str = "Undoes the association of an elastic IP address.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "vpc:UnassociateEipAddress";
    const RESOURCES: &'static [&'static str] = &[
        "acs:vpc:{region}:{account}:eip/{AllocationId}",
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
    ];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_EIP_TO_UNBIND,
        BAD_OWNER_TYPE,
        EIP_BUSY,
        EIP_CONFLICT,
        NOT_BOUND_TO,
        IN_SNAT,
        IN_FORWARD,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(text("PrivateIpAddress").doc("Has no effect."))?;
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("AllocationId").doc("The address."))?,
            owner: p.optional(text("InstanceId").doc("The resource."))?,
            kind: p.optional(text("InstanceType").doc("What it is."))?,
            force: p.default(
                flag("Force").doc("Whether entries of a NAT gateway that use it do not matter."),
                false,
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = found(cx, eips::of_id, (&self.id, self.region.as_ref()), NO_EIP_TO_UNBIND)?;
        bindings::unassociate(cx, &mut it, (self.owner.as_ref(), self.kind.as_ref()), self.force)?;
        Ok(Done {})
    }
}
