//! Encryption by RSA and SM2.

use crate::{
    Cx, Result,
    kms::{
        base64_texts,
        faults::{REJECTED_UNSUPPORTED, UNSUPPORTED, bad},
        key_specs::{Algorithm, ENCRYPTION},
        keys::{key_states, material},
        place::Place,
        tables::{key_versions::KeyVersion, keys::Key, settings},
    },
    x509::Curve,
};

/// The names of the algorithms.
pub(in crate::kms) const ALGORITHMS: &[&str] =
    &["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"];

/// The most bytes that SM2 encrypts.
const MOST_OF_SM2: usize = 6047;

/// Whether a key may be used at all: by the strict rule, one without an instance may not.
pub(super) fn allowed(cx: &mut Cx<'_>, key: &Key) -> Result<()> {
    let place = Place::of(cx);
    if key.instance.is_empty() && settings::settings(cx.tx, place.account)?.strict {
        let hint =
            "by the strict rule of kms/settings, a key without an instance is not for cryptography";
        return Err(UNSUPPORTED.with_hint(hint));
    }
    Ok(())
}

/// The version of a key, if the key encrypts by this algorithm now.
fn version(cx: &mut Cx<'_>, key: &Key, (version, algorithm): (&str, &str)) -> Result<KeyVersion> {
    let found = material::version(cx, key, version)?;
    let fits = match material::algorithm(key)? {
        Algorithm::Rsa(_) => algorithm != "SM2PKE",
        Algorithm::Curve(curve) => curve == Curve::Sm2 && algorithm == "SM2PKE",
        Algorithm::Aes(_) | Algorithm::Sm4 => false,
    };
    if !fits || key.usage != ENCRYPTION {
        return Err(REJECTED_UNSUPPORTED.into());
    }
    allowed(cx, key)?;
    key_states::usable(key.state)?;
    Ok(found)
}

/// Encrypts bytes with the public key of a version.
pub(super) fn encrypt(
    cx: &mut Cx<'_>,
    key: &Key,
    how: (&str, &str),
    bytes: &[u8],
) -> Result<Vec<u8>> {
    let found = version(cx, key, how)?;
    let public = material::private(cx, key, &found)?.public();
    let public = public.map_err(crate::ApiError::internal)?;
    let closed = match how.1 {
        "SM2PKE" if bytes.len() > MOST_OF_SM2 => return Err(bad("Plaintext")),
        "SM2PKE" => public.encrypt_sm2(cx.random, bytes),
        algorithm => public.encrypt_oaep(cx.random, algorithm == "RSAES_OAEP_SHA_1", bytes),
    };
    // The code is assumed, as is that of what cannot be decrypted.
    closed.map_err(|_| bad("Plaintext"))
}

/// Decrypts a blob in Base64 with a version.
pub(in crate::kms) fn decrypt(
    cx: &mut Cx<'_>,
    key: &Key,
    how: (&str, &str),
    blob: &str,
) -> Result<Vec<u8>> {
    let closed = base64_texts::read("CiphertextBlob", blob)?;
    let found = version(cx, key, how)?;
    let private = material::private(cx, key, &found)?;
    let opened = match how.1 {
        "SM2PKE" => private.decrypt_sm2(&closed),
        algorithm => private.decrypt_oaep(algorithm == "RSAES_OAEP_SHA_1", &closed),
    };
    opened.map_err(|_| bad("CiphertextBlob"))
}
