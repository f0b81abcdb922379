//! `UnassociateNetworkAcl` unbinds vSwitches from a network ACL.

use crate::vpc::{
    acls::{
        bound::{self, Named},
        wording::wording,
    },
    faults::{
        DRY_RUN,
        acls::{
            ACL_MODIFYING, BAD_RESOURCE_TYPE, NO_ACL, NO_BOUND_RESOURCE, NO_RESOURCES,
            RESOURCE_BUSY, RESOURCE_NOT_BOUND, RESOURCE_OF_OTHER_VPC,
        },
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, Done, REGION, passed},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording, core::client_tokens::Repeats, text,
};

pub(in crate::vpc) struct UnassociateNetworkAcl {
    region: String,
    id: String,
    resources: Vec<Named>,
    check_only: bool,
}

impl Action for UnassociateNetworkAcl {
    const NAME: &'static str = "UnassociateNetworkAcl";
    const DOC: &'static str = "Unbinds vSwitches from a network ACL.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:networkacl/{NetworkAclId}"];
    const WORDING: Option<Wording> = Some(wording);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_ACL,
        ACL_MODIFYING,
        NO_RESOURCES,
        BAD_RESOURCE_TYPE,
        NO_BOUND_RESOURCE,
        RESOURCE_OF_OTHER_VPC,
        RESOURCE_BUSY,
        RESOURCE_NOT_BOUND,
        DRY_RUN,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("NetworkAclId").doc("The network ACL."))?,
            resources: bound::read(p)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = bound::named(cx, &self.id, &self.region)?;
        bound::change(cx, &mut it, (&self.resources, false))?;
        passed(self.check_only, Done {})
    }
}
