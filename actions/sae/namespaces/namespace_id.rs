//! How calls name a namespace: by its id or, without the region, by its short id. The id counts if a call has both
//! (documented).

use crate::{
    ApiError, Cx, Fault, ParameterError, Params, Problem, Result, Spec, flag,
    sae::{
        tables::namespaces::{self, Namespace},
        wording,
    },
    text,
};

/// Documented.
pub(in crate::sae) const NO_NAMESPACE: Fault = Fault {
    status: 404,
    code: "InvalidNamespaceId.NotFound",
    message: "The specified NamespaceId does not exist.",
};
/// A namespace has one VPC, which does not change once there are applications in it (documented). The code
/// `InvalidParameter.WithMessage` is documented, its use for another VPC is assumed.
pub(in crate::sae) const OTHER_VPC: Fault = Fault {
    status: 400,
    code: "InvalidParameter.WithMessage",
    message: "The parameter is invalid {VpcId}: the namespace is bound to another VPC.",
};
/// Documented.
pub(in crate::sae) const BAD_NAME: Fault = Fault {
    status: 400,
    code: "InvalidNamespaceName.Format",
    message: "The specified NamespaceName is invalid. The name of the namespace cannot exceed 63 characters in length.",
};

/// What a call names a namespace by.
pub(in crate::sae) struct NamespaceName {
    id: Option<String>,
    short: Option<String>,
}

/// The resource of the actions on namespaces.
pub(in crate::sae) const RESOURCE: &[&str] = &["acs:sae:{region}:{account}:*"];

impl NamespaceName {
    /// `NamespaceId` and `NameSpaceShortId`, spelt so.
    pub(in crate::sae) fn read(p: &mut Params<'_>) -> Result<Self> {
        let short = text("NameSpaceShortId").line(1, 64);
        Ok(Self {
            id: p.optional(text("NamespaceId").line(1, 64).doc("Its id: cn-hangzhou:test."))?,
            short: p.optional(short.doc("Its id without the region: test."))?,
        })
    }

    /// The id in a region.
    pub(in crate::sae) fn in_region(self, region: &str) -> Result<String> {
        let missing = ParameterError { name: "NamespaceId", problem: Problem::Missing };
        let of_short = || self.short.map(|short| format!("{region}:{short}"));
        self.id.or_else(of_short).ok_or_else(|| -> ApiError { wording(&missing) })
    }

    /// The namespace in the region of the call.
    pub(in crate::sae) fn find(self, cx: &mut Cx<'_>) -> Result<Namespace> {
        let id = self.in_region(cx.region)?;
        let of = (&*cx.caller.account, cx.region);
        namespaces::namespace(cx.tx, of, &id)?.ok_or_else(|| NO_NAMESPACE.into())
    }
}

/// What `CreateNamespace` and `UpdateNamespace` say of a namespace.
pub(in crate::sae) struct Details {
    name: String,
    description: Option<String>,
    micro_registration: Option<bool>,
}

impl Details {
    pub(in crate::sae) fn read(p: &mut Params<'_>) -> Result<Self> {
        const NAME: Spec<String> = text("NamespaceName");
        let description = text("NamespaceDescription").keep_empty().prose(0, 100);
        let micro = flag("EnableMicroRegistration");
        Ok(Self {
            name: p.required(NAME.doc("Its name."))?,
            description: p.optional(description.doc("A description."))?,
            micro_registration: p.optional(micro.doc("Whether the built-in registry is used."))?,
        })
    }

    /// Changes a namespace. What a call does not name of a namespace stays (assumed).
    pub(in crate::sae) fn apply(self, namespace: &mut Namespace) -> Result<()> {
        if self.name.chars().count() > 63 {
            return Err(BAD_NAME.into());
        }
        namespace.name = self.name;
        if let Some(description) = self.description {
            namespace.description = description;
        }
        namespace.micro_registration =
            self.micro_registration.unwrap_or(namespace.micro_registration);
        Ok(())
    }
}
