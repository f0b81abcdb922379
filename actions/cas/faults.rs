//! Errors shared by several actions of the product.
//!
//! Assumed: the code for an order in another state, where the page of an action has none.

use crate::Fault;

/// The named resource does not exist, or belongs to another account.
pub(crate) const NOT_FOUND: Fault =
    Fault { status: 404, code: "NotFound", message: "The specified resource does not exist." };

/// The named resource is in a state that does not allow the operation.
pub(crate) const NOT_NOW: Fault = Fault {
    status: 400,
    code: "OperationDenied.StatusNotSupport",
    message: "The current status does not support this operation.",
};

/// Another certificate of the account has the name (measured, as are the next two).
pub(super) const NAME_REPEAT: Fault =
    Fault { status: 400, code: "NameRepeat", message: "The certificate name already exists." };

/// The key does not belong to the first certificate, or the chain is in the wrong order.
pub(super) const NOT_MATCH: Fault = Fault {
    status: 400,
    code: "NotMatch.CertificateAndPrivateKey",
    message: "The certificate and the private key do not match.",
};

/// The key cannot be read, or is encrypted.
pub(super) const KEY_FORMAT: Fault = Fault {
    status: 400,
    code: "PrivateKeyFormatException",
    message: "The format of the private key is incorrect.",
};

/// The certificate cannot be read.
pub(super) const CERTIFICATE_FORMAT: Fault = Fault {
    status: 400,
    code: "CertificateFormatException",
    message: "The format of the certificate is incorrect.",
};

/// Another contact has the address.
pub(super) const SAME_EMAIL: Fault = Fault {
    status: 400,
    code: "AlreadyExists.Email",
    message: "A Email with the same value already exists.",
};

/// Another contact has the number.
pub(super) const SAME_MOBILE: Fault = Fault {
    status: 400,
    code: "AlreadyExists.Mobile",
    message: "A Mobile with the same value already exists.",
};

/// More than five webhooks.
pub(super) const TOO_MANY_WEBHOOKS: Fault = Fault {
    status: 400,
    code: "LimitExceeded.Webhooks",
    message: "The maximum number of Webhooks is exceeded.",
};

/// Not a JSON array of chat bot webhooks.
pub(super) const BAD_WEBHOOKS: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Webhooks",
    message: "The Webhooks parameter format is incorrect.",
};
