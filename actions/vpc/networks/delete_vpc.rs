//! `DeleteVpc` deletes a VPC that nothing is in.

use crate::vpc::{
    faults::{
        DRY_RUN,
        networks::{
            HAS_ACL, HAS_IPV6_GATEWAY, HAS_ROUTE, HAS_ROUTE_TABLE, HAS_SECURITY_GROUP, HAS_VSWITCH,
            NO_VPC, VPC_BUSY,
        },
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, found, passed},
    networks::life,
    tables::vpcs,
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, flag, text};

pub(in crate::vpc) struct DeleteVpc {
    region: Option<String>,
    id: String,
    force: bool,
    check_only: bool,
}

impl Action for DeleteVpc {
    const NAME: &'static str = "DeleteVpc";
    const DOC: &'static str = "Deletes a VPC that nothing is in.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "vpc:DeleteVpc";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/{VpcId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_VPC,
        VPC_BUSY,
        HAS_VSWITCH,
        HAS_SECURITY_GROUP,
        HAS_ROUTE_TABLE,
        HAS_ROUTE,
        HAS_ACL,
        HAS_IPV6_GATEWAY,
        DRY_RUN,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("VpcId").doc("The VPC."))?,
            force: p.default(
                flag("ForceDelete").doc("Whether its IPv6 gateway is deleted with it."),
                false,
            )?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let it = found(cx, vpcs::of_id, (&self.id, self.region.as_ref()), NO_VPC)?;
        life::delete(cx, &it, self.force)?;
        passed(self.check_only, Done {})
    }
}
