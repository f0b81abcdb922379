//! Signatures of digests by RSA, ECDSA and SM2.

use super::encryption;
use crate::{
    Cx, Params, Result,
    kms::{
        base64_texts, dry_runs,
        faults::{REJECTED_UNSUPPORTED, bad},
        key_specs::{Algorithm, SIGNING},
        keys::{
            found_keys::{self, KEY},
            key_states, material,
        },
    },
    text,
    x509::{Curve, PrivateKey, Scheme},
};

/// The names of the algorithms.
const ALGORITHMS: &[&str] = &["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256", "SM2DSA"];

/// A digest that is signed, or whose signature is verified.
pub(super) struct Signing {
    key: String,
    version: String,
    algorithm: String,
    digest: String,
    pub(super) dry: bool,
}

/// The key of a call, its scheme and the digest.
pub(super) struct Prepared {
    pub(super) key_id: String,
    pub(super) key_version_id: String,
    pub(super) private: PrivateKey,
    pub(super) scheme: Scheme,
    pub(super) digest: Vec<u8>,
}

impl Signing {
    /// Reads the parameters that both calls have.
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            key: p.required(KEY)?,
            version: p.required(text("KeyVersionId").doc("The version of the key."))?,
            algorithm: p.required(text("Algorithm").one_of(ALGORITHMS).doc("How it is signed."))?,
            digest: p.required(text("Digest").doc("The digest, in Base64."))?,
            dry: dry_runs::asked(p)?,
        })
    }

    /// What is needed to sign and to verify.
    pub(super) fn prepare(&self, cx: &mut Cx<'_>) -> Result<Prepared> {
        let digest = base64_texts::read("Digest", &self.digest)?;
        if digest.len() != 32 {
            return Err(bad("Digest"));
        }
        let key = found_keys::key(cx, &self.key)?;
        let version = material::version(cx, &key, &self.version)?;
        let scheme = match (material::algorithm(&key)?, self.algorithm.as_str()) {
            (Algorithm::Rsa(_), "RSA_PSS_SHA_256") => Scheme::RsaPss,
            (Algorithm::Rsa(_), "RSA_PKCS1_SHA_256") => Scheme::Rsa,
            (Algorithm::Curve(Curve::Sm2), "SM2DSA") => Scheme::Sm2,
            (Algorithm::Curve(Curve::P256 | Curve::K256), "ECDSA_SHA_256") => Scheme::Ecdsa,
            _ => return Err(REJECTED_UNSUPPORTED.into()),
        };
        if key.usage != SIGNING {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        encryption::allowed(cx, &key)?;
        key_states::usable(key.state)?;
        let private = material::private(cx, &key, &version)?;
        Ok(Prepared { key_id: key.id, key_version_id: version.id, private, scheme, digest })
    }
}
