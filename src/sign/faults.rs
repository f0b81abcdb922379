//! The errors of a caller's credentials, in the wording of the vendor's list of common errors.
//!
//! Those that need a key, a token or a clock are answered by the gateway; they are here so that
//! all of one kind stand together. The table of all the gateway's errors is `src/gateway/faults.rs`.

use actions::{ApiError, Fault};

const fn bad(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 400, code, message }
}

/// A parameter that every call must have is absent or empty; `%s` is its name.
pub const MISSING: Fault = bad("Missing%s", "%s is mandatory for this action.");

/// [`MISSING`], for `part` of what a call has to say of itself.
#[must_use]
pub fn missing(part: &str) -> ApiError {
    let mut error = MISSING.with(part);
    error.code = MISSING.code.replace("%s", part).into();
    error
}

/// The gateway does not know the method or algorithm.
pub const INVALID_SIGNATURE_METHOD: Fault =
    bad("InvalidSignatureMethod", "Specified signature method is not valid.");

/// The `Authorization` header has not the form of its scheme.
pub const INCOMPLETE_SIGNATURE: Fault =
    bad("IncompleteSignature", "The request signature does not conform to Aliyun standards.");

/// The time of the request cannot be read.
pub const INVALID_TIMESTAMP_FORMAT: Fault =
    bad("InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");

/// [`INVALID_TIMESTAMP_FORMAT`], with the form that a time has to have.
#[must_use]
pub fn malformed_time(form: &str) -> ApiError {
    ApiError::from(INVALID_TIMESTAMP_FORMAT).with_hint(format!("It has to be like {form}."))
}

/// The time of the request is more than 15 minutes away from the server's.
pub const INVALID_TIMESTAMP_EXPIRED: Fault =
    bad("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");

/// The nonce was used before, by the same key, within 15 minutes.
pub const SIGNATURE_NONCE_USED: Fault =
    bad("SignatureNonceUsed", "Specified signature nonce was used already.");

/// No key has this id.
pub const INVALID_ACCESS_KEY_ID_NOT_FOUND: Fault = Fault {
    status: 404,
    code: "InvalidAccessKeyId.NotFound",
    message: "Specified access key is not found.",
};

/// The key is switched off.
pub const INVALID_ACCESS_KEY_ID_INACTIVE: Fault =
    bad("InvalidAccessKeyId.Inactive", "Specified access key is disabled.");

/// The token has expired.
pub const INVALID_SECURITY_TOKEN_EXPIRED: Fault =
    bad("InvalidSecurityToken.Expired", "Specified SecurityToken is expired.");

/// The token cannot be read.
pub const INVALID_SECURITY_TOKEN_MALFORMED: Fault =
    bad("InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.");

/// The token was given out for another key.
pub const INVALID_SECURITY_TOKEN_MISMATCH: Fault = bad(
    "InvalidSecurityToken.MismatchWithAccessKey",
    "Specified SecurityToken mismatch with the AccessKey.",
);

/// The signature is another, in the words of version 1. Clients look for the text after `string to sign is:`.
pub const SIGNATURE_DOES_NOT_MATCH_V1: Fault = bad(
    "SignatureDoesNotMatch",
    "Specified signature is not matched with our calculation. server string to sign is:%s",
);

/// The signature is another, in the words of version 3.
pub const SIGNATURE_DOES_NOT_MATCH_V3: Fault = Fault {
    message: "Specified signature does not match our calculation. server StringToSign is [%s] \
              server CanonicalRequest is [%s]",
    ..SIGNATURE_DOES_NOT_MATCH_V1
};

/// The signature is right, and covers a `Content-MD5` that is not that of the body. The wording of
/// `ContentMD5NotMatched` is assumed.
pub const CONTENT_MD5_NOT_MATCHED: Fault = bad(
    "ContentMD5NotMatched",
    "Specified Content-MD5 is not matched with our calculation. server Content-MD5 is:%s",
);
