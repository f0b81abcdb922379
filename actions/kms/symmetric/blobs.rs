//! Blobs: the id of the version of the key, a nonce, the encrypted text, a tag. The key and the context are bound to them.

use aes_gcm::aead::Payload;

use super::{
    ciphers::{self, NONCE, TAG},
    contexts,
};
use crate::{
    ApiError, Cx, ResourceReader, Result, Spec,
    kms::{
        base64_texts,
        faults::{NO_KEY, UNSUPPORTED, bad},
        key_specs::{Algorithm, ENCRYPTION},
        keys::{key_states, material},
        place::Place,
        tables::{
            key_versions::{self, KeyVersion},
            keys::{self, Key},
            settings,
        },
    },
    ports::store::Tx,
    text,
};

/// The characters of the id of a version, in both of its forms.
const ID: usize = 36;

/// The longest blob, in Base64: more than the longest text makes.
const LONGEST: usize = 64 * 1024;

/// A blob of a call.
pub(super) const BLOB: Spec<String> = text("CiphertextBlob").doc("What was encrypted.");

/// The form of the resource of a call about a blob.
pub(super) const RESOURCES: &[&str] = &["acs:kms:{region}:{account}:key/*"];

/// The resource of a call about a blob is the key that it names.
pub(super) const RESOURCES_OF: ResourceReader = |tx, caller, p| {
    let blob = p.optional(BLOB)?.unwrap_or_default();
    let place = Place::asked(caller, p);
    match Blob::read(&blob).and_then(|it| it.arn(tx, place)) {
        Ok(arn) => Ok(vec![arn]),
        Err(error) if error.cause.is_some() => Err(error),
        // Who may use every key sees what is wrong with a blob.
        Err(_) => Ok(vec![place.arn("key/*")]),
    }
};

/// What was encrypted.
pub(super) struct Closed {
    pub(super) key_id: String,
    pub(super) key_version_id: String,
    pub(super) blob: String,
}

/// What was decrypted.
pub(super) struct Opened {
    pub(super) key_id: String,
    pub(super) key_version_id: String,
    pub(super) text: String,
}

/// A blob, taken apart.
pub(super) struct Blob {
    version: String,
    nonce: [u8; NONCE],
    closed: Vec<u8>,
}

impl Blob {
    /// Takes a blob apart.
    pub(super) fn read(text: &str) -> Result<Self> {
        let bad = || bad("CiphertextBlob");
        if text.len() > LONGEST {
            return Err(bad());
        }
        let bytes = base64_texts::decode(text).ok_or_else(bad)?;
        let (version, rest) = bytes.split_at_checked(ID).ok_or_else(bad)?;
        let (nonce, closed) = rest.split_first_chunk::<NONCE>().ok_or_else(bad)?;
        let is_id = version.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
        if !is_id || closed.len() < TAG {
            return Err(bad());
        }
        let version = String::from_utf8_lossy(version).into_owned();
        Ok(Self { version, nonce: *nonce, closed: closed.to_vec() })
    }

    /// The key that it names, in this region. One of another account has a policy.
    pub(super) fn key(&self, tx: &mut dyn Tx, place: Place<'_>) -> Result<(Key, KeyVersion)> {
        let (_, key, version) = self.placed(tx, place)?;
        Ok((key, version))
    }

    /// The ARN of the key that it names.
    pub(super) fn arn(&self, tx: &mut dyn Tx, place: Place<'_>) -> Result<String> {
        let (owner, key, _) = self.placed(tx, place)?;
        Ok(Place { account: &owner, ..place }.arn(&format!("key/{}", key.id)))
    }

    /// The account of the key that it names, the key and its version.
    fn placed(&self, tx: &mut dyn Tx, place: Place<'_>) -> Result<(String, Key, KeyVersion)> {
        let version = key_versions::version(tx, &self.version)?.ok_or(NO_KEY)?;
        let found = keys::of_anyone(tx, place.region, &version.key)?;
        let found = found.filter(|(owner, key)| owner == place.account || !key.instance.is_empty());
        let (owner, key) = found.ok_or(NO_KEY)?;
        Ok((owner, key, version))
    }
}

/// Whether a key encrypts texts now.
pub(super) fn usable(cx: &mut Cx<'_>, key: &Key) -> Result<Algorithm> {
    let algorithm = material::algorithm(key)?;
    if algorithm.symmetric_bytes().is_none() || key.usage != ENCRYPTION {
        return Err(UNSUPPORTED.into());
    }
    let place = Place::of(cx);
    if key.instance.is_empty() && settings::settings(cx.tx, place.account)?.strict {
        let hint =
            "by the strict rule of kms/settings, a key without an instance is not for cryptography";
        return Err(UNSUPPORTED.with_hint(hint));
    }
    key_states::usable(key.state)?;
    Ok(algorithm)
}

/// Encrypts a text with the primary version of a key.
pub(super) fn close(cx: &mut Cx<'_>, key: &Key, context: &[u8], text: &[u8]) -> Result<Closed> {
    let algorithm = usable(cx, key)?;
    let version = key_versions::version(cx.tx, &key.version)?
        .ok_or_else(|| ApiError::internal("a key that is enabled has no version"))?;
    let made = material::open(cx, &version)?;
    let mut nonce = [0; NONCE];
    cx.random.fill(&mut nonce);
    let payload = Payload { msg: text, aad: &bound(key, context) };
    let closed = ciphers::encrypt(algorithm, &made, nonce, payload)
        .ok_or_else(|| ApiError::internal("the material of a key does not fit it"))?;
    let bytes = [version.id.as_bytes(), &nonce, &closed].concat();
    Ok(Closed {
        key_id: key.id.clone(),
        key_version_id: version.id,
        blob: base64_texts::encode(&bytes),
    })
}

/// Decrypts a blob of a call, whose context is in the parameter of this name.
pub(super) fn open(
    cx: &mut Cx<'_>,
    blob: &str,
    (name, context): (&str, Option<&str>),
) -> Result<Opened> {
    let context = contexts::read(name, context)?;
    let blob = Blob::read(blob)?;
    let place = Place::of(cx);
    let (key, version) = blob.key(cx.tx, place)?;
    let algorithm = usable(cx, &key)?;
    let made = material::open(cx, &version)?;
    let payload = Payload { msg: &blob.closed, aad: &bound(&key, &context) };
    // What was altered and another context have one code (assumed: none is published).
    let text = ciphers::decrypt(algorithm, &made, blob.nonce, payload)
        .and_then(|it| String::from_utf8(it).ok())
        .ok_or_else(|| bad("CiphertextBlob"))?;
    Ok(Opened { key_id: key.id, key_version_id: version.id, text })
}

/// What a blob is bound to.
fn bound(key: &Key, context: &[u8]) -> Vec<u8> {
    [key.id.as_bytes(), &[0], context].concat()
}
