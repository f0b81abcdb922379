//! `DeleteNamespace` deletes a namespace without applications.

use serde::Serialize;

use super::namespace_id::{NO_NAMESPACE, NamespaceName, RESOURCE};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    sae::tables::{applications, namespaces},
};

/// Documented.
const HAS_APPLICATIONS: Fault = Fault {
    status: 400,
    code: "Namespace.AppExists",
    message: "Please delete the application first.",
};
/// The default namespace stays (documented). The code `InvalidParameter.WithMessage` is documented, its use for the
/// default namespace is assumed.
const DEFAULT: Fault = Fault {
    status: 400,
    code: "InvalidParameter.WithMessage",
    message: "The parameter is invalid {NamespaceId}: the default namespace cannot be deleted.",
};

pub(in crate::sae) struct DeleteNamespace(NamespaceName);

#[derive(Serialize)]
pub(in crate::sae) struct Response {}

impl Action for DeleteNamespace {
    const NAME: &'static str = "DeleteNamespace";
    const DOC: &'static str = "Deletes a namespace without applications.";
    const METHOD: Option<&'static str> = Some("DELETE");
    const PATH: Option<&'static str> = Some("/pop/v1/paas/namespace");
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const FAULTS: &'static [Fault] = &[NO_NAMESPACE, DEFAULT, HAS_APPLICATIONS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(NamespaceName::read(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let namespace = self.0.find(cx)?;
        let of = (&*cx.caller.account, cx.region);
        if namespace.id == cx.region {
            return Err(DEFAULT.into());
        }
        if applications::count_in(cx.tx, of, &namespace.id)? > 0 {
            return Err(HAS_APPLICATIONS.into());
        }
        namespaces::delete(cx.tx, of, &namespace.id)?;
        Ok(Response {})
    }
}
