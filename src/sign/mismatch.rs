//! What is answered when a signature does not match.

use actions::ApiError;

use super::{Family, Quirk, Scheme, Stages, Variant, faults};
use crate::wire::shortened::shortened;

/// A signature that is not the one of its request, with what the server calculated.
///
/// The texts are those of the most common form, whichever forms were tried after it.
#[derive(Debug)]
pub struct Mismatch {
    /// The scheme of the request.
    pub scheme: &'static Scheme,
    /// The server's canonical request. Empty for ROA, whose string to sign has it all.
    pub canonical_request: String,
    /// The server's string to sign.
    pub string_to_sign: String,
    /// What does not match.
    pub reason: Reason,
}

/// What does not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The signature, in every form.
    Signature,
    /// The signature matches only in this form, which is a client's known mistake.
    /// `--auth audit` lets it pass.
    Quirk(Variant),
    /// The signature matches, but the `Content-MD5` that it covers is not that of the body.
    /// This is the MD5 that the server calculated, in base64.
    BodyMd5(String),
}

impl Mismatch {
    pub(super) fn new(scheme: &'static Scheme, ours: &Stages, reason: Reason) -> Self {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Self {
            scheme,
            canonical_request: text(&ours.canonical_request),
            string_to_sign: text(&ours.string_to_sign),
            reason,
        }
    }

    /// The client's known mistake in whose form alone the signature matches.
    #[must_use]
    pub fn quirk(&self) -> Option<Quirk> {
        match self.reason {
            Reason::Quirk(variant) => variant.quirk(),
            Reason::Signature | Reason::BodyMd5(_) => None,
        }
    }

    /// The error to send.
    ///
    /// Its wording is read by clients: those of version 1 look for the string to sign after
    /// `string to sign is:`, to tell their user that the secret is wrong; Python core fails with
    /// an `IndexError` of its own if there is no colon.
    #[must_use]
    pub fn error(&self) -> ApiError {
        if let Reason::BodyMd5(ours) = &self.reason {
            return faults::CONTENT_MD5_NOT_MATCHED.with(ours);
        }
        let fault = match self.scheme.family {
            Family::Rpc | Family::Roa => faults::SIGNATURE_DOES_NOT_MATCH_V1,
            Family::Acs3 | Family::Acs4 => faults::SIGNATURE_DOES_NOT_MATCH_V3,
        };
        let mut message = String::new();
        let mut texts = [&self.string_to_sign, &self.canonical_request].into_iter();
        for (at, words) in fault.message.split("%s").enumerate() {
            if at > 0 {
                message.push_str(texts.next().map_or("", |text| text));
            }
            message.push_str(words);
        }
        // The texts are as long as the request.
        ApiError::new(fault.status, fault.code, shortened(&message).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(scheme: &str, reason: Reason) -> (u16, String, String) {
        let ours = Stages {
            canonical_request: b"POST\n/\n\nhost:h\n\nhost\ne3b0".to_vec(),
            string_to_sign: b"POST&%2F&A%3D1".to_vec(),
        };
        let scheme = Scheme::named(scheme).unwrap();
        let error = Mismatch::new(scheme, &ours, reason).error();
        let error = error.into_fields();
        (error.status, error.code.into_owned(), error.message.into_owned())
    }

    #[test]
    fn clients_of_version_1_find_the_string_to_sign_where_they_look_for_it() {
        for scheme in ["rpc-v1-hmac-sha1", "roa-v1-hmac-sha1"] {
            let (status, code, message) = sent(scheme, Reason::Signature);
            assert_eq!((status, &*code), (400, "SignatureDoesNotMatch"));
            assert_eq!(
                message,
                "Specified signature is not matched with our calculation. \
                 server string to sign is:POST&%2F&A%3D1"
            );
            // Python core.
            assert_eq!(message.split(':').nth(1), Some("POST&%2F&A%3D1"));
            // Java core and Go old.
            assert_eq!(message.split_once("string to sign is:").unwrap().1, "POST&%2F&A%3D1");
        }
    }

    #[test]
    fn clients_of_v3_are_shown_both_texts() {
        let (status, code, message) = sent("acs3-hmac-sha256", Reason::Signature);
        assert_eq!((status, &*code), (400, "SignatureDoesNotMatch"));
        assert_eq!(
            message,
            "Specified signature does not match our calculation. \
             server StringToSign is [POST&%2F&A%3D1] \
             server CanonicalRequest is [POST\n/\n\nhost:h\n\nhost\ne3b0]"
        );
    }

    #[test]
    fn a_quirk_is_worded_like_any_other_mismatch() {
        let quirk = Reason::Quirk(Variant::Rpc(crate::sign::rpc::Form::PlusForSpace));
        let scheme = "rpc-v1-hmac-sha1";
        assert_eq!(sent(scheme, quirk), sent(scheme, Reason::Signature));
    }

    #[test]
    fn a_body_with_another_md5_has_its_own_error() {
        let md5 = Reason::BodyMd5("1B2M2Y8AsgTpgAmY7PhCfg==".to_owned());
        let (status, code, message) = sent("roa-v1-hmac-sha1", md5);
        assert_eq!((status, &*code), (400, "ContentMD5NotMatched"));
        assert!(message.ends_with(":1B2M2Y8AsgTpgAmY7PhCfg=="), "{message}");
    }
}
