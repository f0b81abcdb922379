//! `CreateNamespace` creates a namespace in the region of the call. It registers microservices unless told not to
//! (documented).

use super::{
    namespace_id::{BAD_NAME, Details, NamespaceName, RESOURCE},
    namespace_view::NamespaceAnswer,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    sae::tables::namespaces::{self, Namespace},
};

/// Documented.
const TAKEN: Fault = Fault {
    status: 400,
    code: "InstanceExist.NamespaceId",
    message: "The specified namespace ID already exists.",
};
/// The id is not that of a namespace in the region, or longer than 32 characters. Documented.
const BAD_ID: Fault = Fault {
    status: 400,
    code: "InvalidNamespaceId.Format",
    message: "The specified NamespaceId is invalid.",
};
/// Documented.
const BAD_SHORT_ID: Fault = Fault {
    status: 400,
    code: "InvalidNamespaceIdSuffix.Format",
    message: "The specified NamespaceId is invalid. NamespaceId can only contain alphabetical letters or numbers.",
};
/// Documented.
const UPPERCASE: Fault = Fault {
    status: 400,
    code: "InvalidNamespace.WithUppercase",
    message: "This namespace does not support creating SAE apps because it contains uppercase letters.",
};

pub(in crate::sae) struct CreateNamespace {
    name: NamespaceName,
    details: Details,
}

impl Action for CreateNamespace {
    const NAME: &'static str = "CreateNamespace";
    const DOC: &'static str = "Creates a namespace.";
    const METHOD: Option<&'static str> = Some("POST");
    const PATH: Option<&'static str> = Some("/pop/v1/paas/namespace");
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const FAULTS: &'static [Fault] = &[BAD_ID, BAD_SHORT_ID, UPPERCASE, BAD_NAME, TAKEN];
    type Response = NamespaceAnswer;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: NamespaceName::read(p)?, details: Details::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<NamespaceAnswer> {
        let id = self.name.in_region(cx.region)?;
        let of = (&*cx.caller.account, cx.region);
        if namespaces::namespace(cx.tx, of, &id)?.is_some() {
            return Err(TAKEN.into());
        }
        let short = id.strip_prefix(cx.region).and_then(|rest| rest.strip_prefix(':'));
        let short = short.filter(|it| !it.is_empty() && id.len() <= 32).ok_or(BAD_ID)?;
        if !short.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(BAD_SHORT_ID.into());
        }
        if short.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(UPPERCASE.into());
        }
        let mut namespace = Namespace::new(id, String::new());
        self.details.apply(&mut namespace)?;
        namespaces::put(cx.tx, of, &namespace)?;
        Ok(NamespaceAnswer::new(namespace, cx.region))
    }
}
