//! `UpdateNamespaceVpc` binds a namespace to a VPC.

use serde::Serialize;

use super::namespace_id::{NO_NAMESPACE, NamespaceName, OTHER_VPC, RESOURCE};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    sae::tables::{applications, namespaces},
    text,
};

pub(in crate::sae) struct UpdateNamespaceVpc {
    name: NamespaceName,
    vpc: String,
}

#[derive(Serialize)]
pub(in crate::sae) struct Response {}

impl Action for UpdateNamespaceVpc {
    const NAME: &'static str = "UpdateNamespaceVpc";
    const DOC: &'static str = "Binds a namespace to a VPC.";
    const METHOD: Option<&'static str> = Some("POST");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/namespace/updateNamespaceVpc");
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const FAULTS: &'static [Fault] = &[NO_NAMESPACE, OTHER_VPC];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let vpc = text("VpcId").line(1, 64).doc("The VPC.");
        Ok(Self { name: NamespaceName::read(p)?, vpc: p.required(vpc)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut namespace = self.name.find(cx)?;
        let of = (&*cx.caller.account, cx.region);
        if namespace.vpc == self.vpc {
            return Ok(Response {});
        }
        if !namespace.vpc.is_empty() && applications::count_in(cx.tx, of, &namespace.id)? > 0 {
            return Err(OTHER_VPC.into());
        }
        namespace.vpc = self.vpc;
        // They belong to the VPC that it was bound to.
        namespace.vswitch.clear();
        namespace.security_group.clear();
        namespaces::put(cx.tx, of, &namespace)?;
        Ok(Response {})
    }
}
