//! The material of keys, which is kept sealed.

use crate::{
    ApiError, Cx, Result,
    kms::{
        faults::{NO_VERSION, UNSUPPORTED},
        key_specs::Algorithm,
        sealed,
        tables::{
            key_versions::{self, KeyVersion},
            keys::Key,
        },
    },
    shared::ids,
    x509::{Curve, PrivateKey},
};

/// What the material is sealed for.
const PURPOSE: &str = "kms-key";

/// The algorithm of a key.
pub(in crate::kms) fn algorithm(key: &Key) -> Result<Algorithm> {
    Algorithm::of(&key.spec).ok_or_else(|| ApiError::internal("a key has a spec that is unknown"))
}

/// Makes new material. That of RSA is asked for, so this is the last that can fail.
pub(in crate::kms) fn make(cx: &mut Cx<'_>, algorithm: Algorithm) -> Result<Vec<u8>> {
    let bytes = match algorithm {
        Algorithm::Rsa(bits) => return Ok(cx.rsa_key(bits)?.pem().into_bytes()),
        Algorithm::Curve(curve) => {
            return match PrivateKey::ec(cx.random, curve) {
                PrivateKey::Ec(_, number) => Ok(number),
                PrivateKey::Rsa(_) => Err(ApiError::internal("a curve gave an RSA key")),
            };
        }
        Algorithm::Aes(bytes) => bytes,
        Algorithm::Sm4 => 16,
    };
    let mut material = vec![0; bytes];
    cx.random.fill(&mut material);
    Ok(material)
}

/// Gives a key another version, which is the primary one from then on. The key is to be stored by the caller.
pub(in crate::kms) fn add_version(
    cx: &mut Cx<'_>,
    key: &mut Key,
    material: &[u8],
) -> Result<KeyVersion> {
    let id = if key.instance.is_empty() {
        ids::uuid(cx.random)
    } else {
        format!("{}-{}", key.id, ids::lower(cx.random, 10))
    };
    let material = seal(cx, material)?;
    let version = KeyVersion { id, key: key.id.clone(), made: cx.now, material };
    key_versions::add(cx.tx, &version)?;
    key.version.clone_from(&version.id);
    key.rotated = cx.now;
    key.material = true;
    Ok(version)
}

/// Seals material.
pub(in crate::kms) fn seal(cx: &mut Cx<'_>, material: &[u8]) -> Result<String> {
    sealed::seal(cx, PURPOSE, material)
}

/// The material of a version.
pub(in crate::kms) fn open(cx: &mut Cx<'_>, version: &KeyVersion) -> Result<Vec<u8>> {
    sealed::open(cx, PURPOSE, &version.material)
}

/// The version of a key that a call names.
pub(in crate::kms) fn version(cx: &mut Cx<'_>, key: &Key, id: &str) -> Result<KeyVersion> {
    let found = key_versions::version(cx.tx, id)?;
    Ok(found.filter(|it| it.key == key.id).ok_or(NO_VERSION)?)
}

/// The private key of a version of an asymmetric key.
pub(in crate::kms) fn private(
    cx: &mut Cx<'_>,
    key: &Key,
    version: &KeyVersion,
) -> Result<PrivateKey> {
    let material = open(cx, version)?;
    match algorithm(key)? {
        Algorithm::Curve(curve) => Ok(of_curve(curve, material)),
        Algorithm::Rsa(_) => {
            let text = String::from_utf8(material).map_err(ApiError::internal)?;
            PrivateKey::from_pem(&text).map_err(ApiError::internal)
        }
        Algorithm::Aes(_) | Algorithm::Sm4 => Err(UNSUPPORTED.into()),
    }
}

const fn of_curve(curve: Curve, number: Vec<u8>) -> PrivateKey {
    PrivateKey::Ec(curve, number)
}
