//! Signatures: who sent a request, and proof of it.
//!
//! Two steps, because between them the server looks up the key: [`claim()`] reads what a request
//! says of itself, [`verify`] checks it against the secret. One file holds one family of
//! schemes; in each, the canonical request, the string to sign and the key are pure functions.
//!
//! The clients differ in details of the canonical form, so several forms are tried, the most
//! common first: for nearly every right request that is one keyed hash.

use std::{fmt, sync::OnceLock};

use actions::ApiError;
use rsa::RsaPublicKey;
use serde::{Deserialize, Serialize};

use crate::wire::Wire;

pub mod acs3;
mod acs4;
mod claim;
pub mod command;
mod covered;
pub mod encode;
pub mod explain;
pub mod faults;
pub mod hash;
mod mismatch;
pub mod produce;
pub mod region;
pub mod roa;
mod rpc;
pub mod time;

pub use acs4::Scope;
pub use claim::{Claim, Signed, claim, claim_without_nonce, covers_header, steering};
pub use covered::Covered;
use hash::{Check, Hash, HmacKey, Spelling};
pub use mismatch::{Mismatch, Reason};
pub use region::region;

/// A way to sign a request.
#[derive(Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Our name of it: `acs3-hmac-sha256`.
    pub name: &'static str,
    /// What the request calls it: `ACS3-HMAC-SHA256`, `HMAC-SHA1`.
    pub algorithm: &'static str,
    /// What the string to sign is made of.
    pub family: Family,
    /// What makes the signature out of it.
    pub mac: Mac,
}

/// Schemes that share a canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `SignatureVersion=1.0` of RPC calls: the signature is a parameter.
    Rpc,
    /// `Authorization: acs id:signature` of ROA calls.
    Roa,
    /// `Authorization: ACS3-…`, both styles.
    Acs3,
    /// `Authorization: ACS4-…`, both styles, with a derived key.
    Acs4,
}

impl Family {
    /// How the family writes its signatures.
    #[must_use]
    pub fn spelling(self) -> Spelling {
        match self {
            Self::Rpc | Self::Roa => Spelling::Base64,
            Self::Acs3 | Self::Acs4 => Spelling::Hex,
        }
    }
}

/// How a scheme makes a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mac {
    /// HMAC with a shared secret.
    Hmac(Hash),
    /// PKCS#1 v1.5 over SHA-256 with the client's private key.
    Rsa,
}

impl Mac {
    /// Its hash function.
    #[must_use]
    pub fn hash(self) -> Hash {
        match self {
            Self::Hmac(hash) => hash,
            Self::Rsa => Hash::Sha256,
        }
    }
}

const fn scheme(name: &'static str, algorithm: &'static str, family: Family, mac: Mac) -> Scheme {
    Scheme { name, algorithm, family, mac }
}

/// Every scheme.
#[rustfmt::skip]
pub static SCHEMES: [Scheme; 9] = [
    scheme("acs3-hmac-sha256",     "ACS3-HMAC-SHA256", Family::Acs3, Mac::Hmac(Hash::Sha256)),
    scheme("acs3-hmac-sm3",        "ACS3-HMAC-SM3",    Family::Acs3, Mac::Hmac(Hash::Sm3)),
    scheme("acs3-rsa-sha256",      "ACS3-RSA-SHA256",  Family::Acs3, Mac::Rsa),
    scheme("acs4-hmac-sha256",     "ACS4-HMAC-SHA256", Family::Acs4, Mac::Hmac(Hash::Sha256)),
    scheme("acs4-hmac-sm3",        "ACS4-HMAC-SM3",    Family::Acs4, Mac::Hmac(Hash::Sm3)),
    scheme("roa-v1-hmac-sha1",     "HMAC-SHA1",        Family::Roa,  Mac::Hmac(Hash::Sha1)),
    scheme("rpc-v1-hmac-sha1",     "HMAC-SHA1",        Family::Rpc,  Mac::Hmac(Hash::Sha1)),
    scheme("rpc-v1-hmac-sha256",   "HMAC-SHA256",      Family::Rpc,  Mac::Hmac(Hash::Sha256)),
    scheme("rpc-v1-sha256withrsa", "SHA256withRSA",    Family::Rpc,  Mac::Rsa),
];

impl Scheme {
    /// The scheme with one of the names in [`SCHEMES`].
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        SCHEMES.iter().find(|s| s.name == name)
    }

    /// The scheme that the requests of some families call `algorithm`.
    fn called(algorithm: &str, families: &[Family]) -> Option<&'static Self> {
        SCHEMES.iter().find(|s| s.algorithm == algorithm && families.contains(&s.family))
    }
}

/// What the server holds for an access key. Shows nothing of itself.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// A shared secret.
    Hmac(&'a str),
    /// The public half of a key pair.
    Rsa(&'a RsaPublicKey),
}

/// In which of the forms that clients use a signature matched. Shown as a phrase: `keys raw`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Variant {
    /// A form of [`Family::Rpc`].
    Rpc(rpc::Form),
    /// A form of [`Family::Roa`].
    Roa(roa::Form),
    /// A form of [`Family::Acs3`] and [`Family::Acs4`].
    Acs(acs3::Form),
}

impl Variant {
    /// The form in which most clients sign.
    #[must_use]
    pub fn standard(family: Family) -> Self {
        match family {
            Family::Rpc => Self::Rpc(rpc::Form::Standard),
            Family::Roa => Self::Roa(roa::Form::STANDARD),
            Family::Acs3 | Family::Acs4 => Self::Acs(acs3::Form::STANDARD),
        }
    }

    /// The client's mistake behind this form, if it is one that no strict server accepts.
    #[must_use]
    pub fn quirk(self) -> Option<Quirk> {
        match self {
            Self::Rpc(form) => form.quirk(),
            Self::Roa(_) => None,
            Self::Acs(form) => form.quirk,
        }
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rpc(form) => form.fmt(f),
            Self::Roa(form) => form.fmt(f),
            Self::Acs(form) => form.fmt(f),
        }
    }
}

/// A known mistake of a published client: its signature is that of another request than the
/// one it sends. The secret is right all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quirk {
    /// The hash in the header, and in the signature, is not that of the body
    /// (observed: Java core 4.7, V3, ROA, raw content).
    BodyHashMismatch,
    /// The derived keys of V4 went through a lossy conversion to text
    /// (observed: Node gateway-pop 0.0.6).
    NodeV4LossyKey,
    /// A space was signed as `+` (observed: Python credentials 1.0.12).
    PlusForSpace,
}

impl Quirk {
    /// Its short name, for logs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BodyHashMismatch => "body-hash-mismatch",
            Self::NodeV4LossyKey => "node-v4-lossy-key",
            Self::PlusForSpace => "plus-for-space-in-string-to-sign",
        }
    }

    /// What happened, as a sentence for people.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::BodyHashMismatch => {
                "The body hash in the request, which the signature covers, is not the hash of the \
                 body that was sent."
            }
            Self::NodeV4LossyKey => {
                "The client turned the derived keys of ACS4 into text on the way, which destroys \
                 them; Node's gateway-pop does."
            }
            Self::PlusForSpace => {
                "The client signed a space as + where the string to sign has %20; Python's \
                 alibabacloud-credentials does."
            }
        }
    }
}

/// The two texts on the way to a signature.
///
/// Bytes, because a decoded path need not be UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    /// The request in its canonical form. For [`Family::Rpc`] only the parameters; for
    /// [`Family::Roa`] it is the string to sign, and this is empty.
    pub canonical_request: Vec<u8>,
    /// What the signature is made of.
    pub string_to_sign: Vec<u8>,
}

impl Stages {
    fn cleared(&mut self) -> (&mut Vec<u8>, &mut Vec<u8>) {
        self.canonical_request.clear();
        self.string_to_sign.clear();
        (&mut self.canonical_request, &mut self.string_to_sign)
    }
}

/// Checks a signature in every form that a client may have used.
///
/// `Ok` is a form in which a correct client signs. A signature that matches only as a [`Quirk`]
/// is an error that says so: `--auth strict` sends it, `--auth audit` reports it.
pub fn verify(
    signed: &Signed<'_>,
    wire: &Wire<'_>,
    secret: &Secret<'_>,
) -> Result<Variant, Mismatch> {
    verify_keeping(signed, wire, secret, &OnceLock::new())
}

/// [`verify`], with a place beside the secret where the key of `ACS3-HMAC-SHA256`, the scheme of the current
/// clients, is kept: it is the same for every call.
pub fn verify_keeping(
    signed: &Signed<'_>,
    wire: &Wire<'_>,
    secret: &Secret<'_>,
    kept: &OnceLock<HmacKey>,
) -> Result<Variant, Mismatch> {
    match signed.scheme.family {
        Family::Rpc => rpc::verify(signed, wire, secret),
        Family::Roa => roa::verify(signed, wire, secret),
        Family::Acs3 | Family::Acs4 => acs3::verify(signed, wire, secret, kept),
    }
}

/// The first two stages of a signature in one form.
#[must_use]
pub fn stages(signed: &Signed<'_>, wire: &Wire<'_>, variant: Variant) -> Stages {
    let mut stages = Stages::default();
    match variant {
        Variant::Rpc(form) => rpc::write(form, wire, &mut stages),
        Variant::Roa(form) => roa::write(form, wire, &mut stages),
        Variant::Acs(form) => acs3::write(form, signed, wire, &mut stages),
    }
    stages
}

/// Every form in which a client may have signed this request, the most common first.
fn variants(signed: &Signed<'_>, wire: &Wire<'_>) -> Vec<Variant> {
    match signed.scheme.family {
        Family::Rpc => rpc::forms(wire.parameters).map(Variant::Rpc).collect(),
        Family::Roa => roa::forms(wire).map(Variant::Roa).collect(),
        Family::Acs3 | Family::Acs4 => {
            let request = acs3::Request::new(signed, wire);
            acs3::forms(&request).into_iter().map(Variant::Acs).collect()
        }
    }
}

/// Writes one form after the other until the signature is that of one.
fn first_match<F: Copy>(
    signed: &Signed<'_>,
    forms: impl Iterator<Item = F>,
    variant: impl Fn(F) -> Variant,
    mut write: impl FnMut(F, &mut Stages),
    accepts: impl Fn(F, &[u8]) -> bool,
) -> Result<Variant, Mismatch> {
    let mut stages = Stages {
        canonical_request: Vec::with_capacity(1024),
        string_to_sign: Vec::with_capacity(1024),
    };
    let mut first = None;
    for form in forms {
        write(form, &mut stages);
        let matches = accepts(form, &stages.string_to_sign);
        let variant = variant(form);
        if matches && variant.quirk().is_none() {
            return Ok(variant);
        }
        let ours = first.get_or_insert_with(|| std::mem::take(&mut stages));
        if matches {
            return Err(Mismatch::new(signed.scheme, ours, Reason::Quirk(variant)));
        }
    }
    Err(Mismatch::new(signed.scheme, &first.unwrap_or_default(), Reason::Signature))
}

/// The check with `key`, made of the shared secret, or with the public key: whichever the scheme
/// asks for and the server has.
fn check<'a>(
    mac: Mac,
    secret: &Secret<'a>,
    key: impl FnOnce(Hash, &'a str) -> hash::HmacKey,
) -> Check<'a> {
    match (mac, secret) {
        (Mac::Hmac(hash), Secret::Hmac(text)) => Check::Hmac(key(hash, text)),
        (Mac::Rsa, Secret::Rsa(public)) => Check::Rsa(public),
        _ => Check::Never,
    }
}

impl From<Mismatch> for ApiError {
    fn from(mismatch: Mismatch) -> Self {
        mismatch.error()
    }
}
