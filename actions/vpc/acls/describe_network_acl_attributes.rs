//! `DescribeNetworkAclAttributes` describes a network ACL.

use serde::Serialize;

use crate::vpc::{
    acls::{
        bound,
        views::{self, ShownAcl},
        wording::wording,
    },
    faults::acls::NO_ACL,
    lists::REGION,
};
use crate::{Access, Action, Cx, Fault, Params, Result, Wording, text};

pub(in crate::vpc) struct DescribeNetworkAclAttributes {
    region: String,
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    network_acl_attribute: ShownAcl,
}

impl Action for DescribeNetworkAclAttributes {
    const NAME: &'static str = "DescribeNetworkAclAttributes";
    const DOC: &'static str = "Describes a network ACL.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:networkacl/{NetworkAclId}"];
    const WORDING: Option<Wording> = Some(wording);
    const FAULTS: &'static [Fault] = &[NO_ACL];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ClientToken").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("NetworkAclId").doc("The network ACL."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = bound::named(cx, &self.id, &self.region)?;
        Ok(Response { network_acl_attribute: views::shown(cx, it, true)? })
    }
}
