//! The gateway of this product: its codes and texts for what the common one refuses otherwise, and where a call is for.

use crate::{
    Fault,
    core::error::{INTERNAL_ERROR, SERVICE_UNAVAILABLE},
    core::own_gateway::OwnGateway,
};

const fn fault(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault { status, code, message }
}

/// Of a time that is missing, and of one that is too far from now as well (documented).
const ILLEGAL_TIMESTAMP: Fault = fault(
    400,
    "IllegalTimestamp",
    "The input parameter \"Timestamp\" that is mandatory for processing this request is not supplied.",
);

/// The gateway of the product.
pub(super) static GATEWAY: OwnGateway = OwnGateway {
    methods: &["GET", "POST"],
    // Documented: it is none of the common parameters, and the vendor's old client for Node sends none.
    nonce_optional: true,
    regional_hosts: true,
    faults: &[
        ("InvalidTimeStamp.Expired", ILLEGAL_TIMESTAMP),
        ("MissingTimestamp", ILLEGAL_TIMESTAMP),
        (
            "IncompleteSignature",
            fault(
                400,
                "IncompleteSignature",
                "The request signature does not conform to Alibaba Cloud standards.",
            ),
        ),
        (
            "InvalidAccessKeyId.Inactive",
            fault(403, "Forbidden.AccessKey", "This AccessKey is not enabled."),
        ),
        (
            "InvalidAccessKeyId.NotFound",
            fault(
                404,
                "InvalidAccessKeyId.NotFound",
                "The Access Key ID provided does not exist in our records.",
            ),
        ),
        (
            "UnsupportedHTTPMethod",
            fault(403, "UnsupportedHTTPMethod", "This http method is not supported."),
        ),
        (INTERNAL_ERROR.code, fault(500, "InternalFailure", "Internal Failure")),
        (
            SERVICE_UNAVAILABLE.code,
            fault(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary."),
        ),
    ],
};
