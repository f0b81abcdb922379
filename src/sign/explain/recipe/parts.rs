//! What a signature is made of besides the texts: parameters, the key, what stands between the parts.

use std::rc::Rc;

use actions::Origin;

/// A parameter, in the decoded form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sign::explain) struct Parameter {
    pub(in crate::sign::explain) name: Rc<str>,
    pub(in crate::sign::explain) value: Rc<str>,
    pub(in crate::sign::explain) origin: Origin,
}

/// What is made of the secret.
#[derive(Clone)]
pub(in crate::sign::explain) struct Key {
    pub(in crate::sign::explain) secret: String,
    pub(in crate::sign::explain) prefix: &'static str,
    pub(in crate::sign::explain) suffix: &'static str,
    /// The scope for which ACS4 derives the key: day, region, product.
    pub(in crate::sign::explain) scope: Option<[String; 3]>,
    pub(in crate::sign::explain) lossy: bool,
    pub(in crate::sign::explain) with: With,
}

/// What is done with the key and the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::sign::explain) enum With {
    /// HMAC.
    Hmac,
    /// HMAC, with the text as the key and the key as the text.
    Swapped,
    /// The hash of the text, without any key.
    Text,
    /// The hash of the key and the text.
    KeyText,
    /// The hash of the text and the key.
    TextKey,
}

/// What stands between the parts.
#[derive(Clone)]
pub(in crate::sign::explain) struct Layout {
    pub(in crate::sign::explain) newline: &'static str,
    pub(in crate::sign::explain) colon: &'static str,
    /// Whether ACS3 and ACS4 have an empty line after the headers.
    pub(in crate::sign::explain) gap: bool,
    /// Whether ROA leaves out the lines of absent headers.
    pub(in crate::sign::explain) skips_absent: bool,
    /// Whether headers are named like `X-Acs-Date`.
    pub(in crate::sign::explain) capitals: bool,
    /// Before the parameters: nothing, a question mark or an ampersand.
    pub(in crate::sign::explain) before_query: &'static str,
    /// What the client puts between the path and the parameters in the place of what belongs there,
    /// and does not encode again; nothing for what belongs there.
    pub(in crate::sign::explain) after_path: &'static str,
    /// What joins the parameters.
    pub(in crate::sign::explain) joint: &'static str,
    /// After the parameters: nothing, a question mark or an ampersand.
    pub(in crate::sign::explain) after_query: &'static str,
    pub(in crate::sign::explain) omitted: Omitted,
    /// At the end of the canonical request.
    pub(in crate::sign::explain) end: &'static str,
    /// At the start of the string to sign.
    pub(in crate::sign::explain) start_of_text: &'static str,
    /// At the end of the string to sign.
    pub(in crate::sign::explain) end_of_text: &'static str,
    pub(in crate::sign::explain) digest: Digest,
}

/// What is left out, with what parts it from the next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::sign::explain) enum Omitted {
    Nothing,
    Method,
    Path,
    MethodAndPath,
    /// The first character of the joined parameters.
    FirstCharacter,
}

/// How ACS3 and ACS4 put the canonical request into the string to sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::sign::explain) enum Digest {
    /// The algorithm, and the hash in small hexadecimal digits.
    Hex,
    /// With capital digits.
    UpperHex,
    /// The hash without the algorithm.
    Alone,
    /// The algorithm and the canonical request itself.
    Whole,
    /// Nothing but the canonical request.
    WholeAlone,
}
