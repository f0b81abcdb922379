//! Errors of orders and instances shared by several actions.

use crate::Fault;
pub(in crate::cas) use crate::cas::certificates::csr_rules::BAD_CSR;

/// A parameter that is optional in the schema but required for this request.
pub(in crate::cas) const NOT_SUPPLIED: Fault = Fault {
    status: 400,
    code: "MissingParameter",
    message: "The input parameter \"%s\" that is mandatory for processing this request is not supplied.",
};

/// The account has bought no quota of the product.
pub(in crate::cas) const NO_PACKAGE: Fault = Fault {
    status: 404,
    code: "NotFoundPackage",
    message: "The specified resource plan does not exist.",
};

/// The quota is used up.
pub(in crate::cas) const NO_QUOTA: Fault = Fault {
    status: 404,
    code: "NotRemainCount",
    message: "The quota of the resource plan is exhausted.",
};

/// The application cannot be submitted: the message says why.
pub(in crate::cas) const REQUEST_FAILED: Fault =
    Fault { status: 403, code: "CreateCertificateRequestFailed", message: "%s" };

/// There is no such order.
pub(in crate::cas) const NO_ORDER: Fault =
    Fault { status: 404, code: "NotFoundOrder", message: "The specified order does not exist." };

/// A name for which no certificate can be issued.
pub(in crate::cas) const BAD_DOMAIN: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Domain",
    message: "The Domain parameter format is incorrect.",
};

/// The instance does not cover such names, or not so many.
pub(in crate::cas) const DOMAIN_MISMATCH: Fault = Fault {
    status: 400,
    code: "DomainAndProductNotMatch",
    message: "The domain name does not match the product.",
};
