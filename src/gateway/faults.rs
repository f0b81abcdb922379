//! The errors of the gateway: those that are answered before an action is known, and those that any action may
//! meet. Statuses and texts are those of the vendor's list of common errors (protocol.md 4.1), unless a row says
//! otherwise. An action's own errors stand beside the action, and those of the policies with each product.

use actions::{ApiError, Fault, hint_on_unemulated};

pub use crate::sign::faults::*;
pub use actions::core::error::{INTERNAL_ERROR, SERVICE_UNAVAILABLE};

use crate::{
    catalog::Official,
    route::{NoTarget, Unknown},
    wire::parameters::{self, Undecodable},
};

/// No product has the host.
pub const INVALID_PRODUCT_NOT_FOUND: Fault = Fault {
    status: 404,
    code: "InvalidProduct.NotFound",
    message: "Cannot find product according to your specified domain.",
};

/// The product has no such version.
pub const INVALID_VERSION: Fault = Fault {
    status: 400,
    code: "InvalidVersion",
    message: "Specified parameter Version is not valid.",
};

/// The version has no such action, or none was named.
pub const INVALID_ACTION_NOT_FOUND: Fault = Fault {
    status: 404,
    code: "InvalidAction.NotFound",
    message: "Specified api is not found, please check your url and method.",
};

/// The action is not called by this HTTP method.
pub const UNSUPPORTED_HTTP_METHOD: Fault = Fault {
    status: 400,
    code: "UnsupportedHTTPMethod",
    message: "This http method is not supported.",
};

/// The parameter `Format` is neither JSON nor XML.
pub const INVALID_PARAMETER_FORMAT: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Format",
    message: "Specified parameter format is not valid.",
};

/// The header `Accept` allows neither JSON nor XML. The text of `InvalidParameter.Accept` is assumed.
pub const INVALID_PARAMETER_ACCEPT: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Accept",
    message: "Specified Accept is not valid.",
};

/// A parameter cannot be decoded.
pub const NOT_TEXT: Fault = Fault {
    status: 400,
    code: "InvalidParameter",
    message: "The request has a parameter that is not UTF-8 text.",
};

/// There are more parameters than the emulator reads.
pub const TOO_MANY_PARAMETERS: Fault = Fault {
    status: 400,
    code: "TooManyParameters.Localyun",
    message: "The request has more than %s parameters.",
};

/// The action is published, and not emulated.
pub const NOT_EMULATED: Fault = Fault {
    status: 400,
    code: "NotEmulated.Localyun",
    message: "%s that Localyun does not emulate. docs/COVERAGE.md lists the ones that it does.",
};

/// Too many calls.
pub const THROTTLING: Fault = Fault {
    status: 400,
    code: "Throttling",
    message: "Request was denied due to request throttling.",
};

/// Too many calls of one account.
pub const THROTTLING_USER: Fault = Fault {
    status: 400,
    code: "Throttling.User",
    message: "Request was denied due to user flow control.",
};

/// Too many calls of one action.
pub const THROTTLING_API: Fault = Fault {
    status: 400,
    code: "Throttling.Api",
    message: "Request was denied due to api flow control.",
};

/// The product is not subscribed to; an older spelling of [`INVALID_ACTION_NOT_FOUND`].
pub const INVALID_API_NOT_FOUND: Fault =
    Fault { code: "InvalidApi.NotFound", ..INVALID_ACTION_NOT_FOUND };

/// The action is called over HTTPS only.
pub const INVALID_PROTOCOL_NEED_SSL: Fault = Fault {
    status: 400,
    code: "InvalidProtocol.NeedSsl",
    message: "Your request is denied as lack of ssl protect.",
};

/// An error of the gateway.
#[derive(Clone, Copy, Debug)]
pub struct FaultRow {
    /// Its status, code and message; `%s` stands for what varies.
    pub fault: Fault,
    /// When it is answered, in a sentence.
    pub when: &'static str,
    /// Whether any call is answered with it. One that is not can only be injected.
    pub answered: bool,
}

const fn row(fault: Fault, when: &'static str) -> FaultRow {
    FaultRow { fault, when, answered: true }
}

const fn unanswered(fault: Fault, when: &'static str) -> FaultRow {
    FaultRow { fault, when, answered: false }
}

/// Every error of the gateway, in the order in which a call may meet them (protocol.md 4.3).
pub static TABLE: [FaultRow; 30] = [
    row(NOT_TEXT, "A parameter is not UTF-8 text. The text is Localyun's."),
    row(TOO_MANY_PARAMETERS, "The request has more parameters than Localyun reads."),
    row(INVALID_PRODUCT_NOT_FOUND, "No product has the host."),
    row(INVALID_VERSION, "The product has no such version."),
    row(INVALID_ACTION_NOT_FOUND, "The version has no such action, or none was named."),
    unanswered(INVALID_API_NOT_FOUND, "The product is not subscribed to."),
    unanswered(INVALID_PROTOCOL_NEED_SSL, "The action is called over HTTPS only."),
    row(UNSUPPORTED_HTTP_METHOD, "The action is not called by this HTTP method."),
    row(INVALID_PARAMETER_FORMAT, "Format is neither JSON nor XML."),
    row(INVALID_PARAMETER_ACCEPT, "Accept allows neither JSON nor XML."),
    row(MISSING, "A parameter that every call must have is absent or empty."),
    row(INVALID_SIGNATURE_METHOD, "The method or algorithm of the signature is unknown."),
    row(INCOMPLETE_SIGNATURE, "The header Authorization does not have the form of its scheme."),
    row(INVALID_TIMESTAMP_FORMAT, "The time of the request cannot be read."),
    row(INVALID_TIMESTAMP_EXPIRED, "The time of the request is more than 15 minutes off."),
    row(INVALID_ACCESS_KEY_ID_NOT_FOUND, "No access key has this id."),
    row(INVALID_ACCESS_KEY_ID_INACTIVE, "The access key is inactive."),
    row(INVALID_SECURITY_TOKEN_MALFORMED, "The security token cannot be read."),
    row(INVALID_SECURITY_TOKEN_EXPIRED, "The security token has expired."),
    row(INVALID_SECURITY_TOKEN_MISMATCH, "The security token belongs to another access key."),
    row(SIGNATURE_DOES_NOT_MATCH_V1, "The signature is another (version 1)."),
    row(SIGNATURE_DOES_NOT_MATCH_V3, "The signature is another (version 3 and 4)."),
    row(CONTENT_MD5_NOT_MATCHED, "Content-MD5 is not that of the body."),
    row(SIGNATURE_NONCE_USED, "The nonce was used before with the same access key."),
    row(NOT_EMULATED, "The action is published, and not emulated."),
    unanswered(THROTTLING, "There are too many calls."),
    unanswered(THROTTLING_USER, "There are too many calls of one account."),
    unanswered(THROTTLING_API, "There are too many calls of one action."),
    row(INTERNAL_ERROR, "Something went wrong inside."),
    row(SERVICE_UNAVAILABLE, "Too much is waiting, or the server stops."),
];

/// The error of a call that leads to no action.
#[must_use]
pub fn no_target(it: NoTarget) -> ApiError {
    let error = match it.unknown {
        Unknown::Product => INVALID_PRODUCT_NOT_FOUND.into(),
        Unknown::MissingVersion => missing("Version"),
        Unknown::Version => INVALID_VERSION.into(),
        Unknown::Action => INVALID_ACTION_NOT_FOUND.into(),
    };
    match it.hint {
        Some(hint) => ApiError::with_hint(error, hint),
        None => error,
    }
}

/// The error of a call to actions that are published and not emulated.
#[must_use]
pub fn not_emulated(actions: &[Official]) -> ApiError {
    let named: Vec<String> = actions
        .iter()
        .map(|it| format!("{} is an action of {} {}", it.action, it.code, it.version))
        .collect();
    let error = NOT_EMULATED.with(&named.join(", or "));
    match actions.iter().find_map(|it| hint_on_unemulated(it.code, it.action)) {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

/// The error of a request whose parameters cannot be decoded.
#[must_use]
pub fn undecodable(why: Undecodable) -> ApiError {
    match why {
        Undecodable::NotText => NOT_TEXT.into(),
        Undecodable::TooMany => TOO_MANY_PARAMETERS.with(&parameters::MAX_PARAMETERS.to_string()),
    }
}
