//! `UpdateNamespace` changes the name and the description of a namespace, but for the default one (the vendor's page on
//! namespaces).

use super::{
    namespace_id::{BAD_NAME, Details, NO_NAMESPACE, NamespaceName, RESOURCE},
    namespace_view::NamespaceAnswer,
};
use crate::{Access, Action, Cx, Fault, Params, Result, sae::tables::namespaces};

/// The code `InvalidParameter.WithMessage` is documented, its use for the default namespace is assumed.
const DEFAULT: Fault = Fault {
    status: 400,
    code: "InvalidParameter.WithMessage",
    message: "The parameter is invalid {NamespaceId}: the default namespace cannot be changed.",
};

pub(in crate::sae) struct UpdateNamespace {
    name: NamespaceName,
    details: Details,
}

impl Action for UpdateNamespace {
    const NAME: &'static str = "UpdateNamespace";
    const DOC: &'static str = "Changes a namespace.";
    const METHOD: Option<&'static str> = Some("PUT");
    const PATH: Option<&'static str> = Some("/pop/v1/paas/namespace");
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const FAULTS: &'static [Fault] = &[NO_NAMESPACE, BAD_NAME, DEFAULT];
    type Response = NamespaceAnswer;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: NamespaceName::read(p)?, details: Details::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<NamespaceAnswer> {
        let mut namespace = self.name.find(cx)?;
        if namespace.id == cx.region {
            return Err(DEFAULT.into());
        }
        self.details.apply(&mut namespace)?;
        namespaces::put(cx.tx, (&cx.caller.account, cx.region), &namespace)?;
        Ok(NamespaceAnswer::new(namespace, cx.region))
    }
}
