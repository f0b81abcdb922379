//! What V4 adds to V3: the scope in its credential, and the key derived from it.

use std::fmt;

use super::{
    Quirk,
    hash::{Hash, HmacKey, Sum},
};

/// The word that ends a scope, and goes into the key last.
pub(super) const TERMINATOR: &str = "aliyun_v4_request";

/// For what a key is derived: `20261121/cn-hangzhou/Cms/aliyun_v4_request`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The day, `yyyyMMdd`.
    pub date: &'a str,
    /// The region. Node clients take it from the endpoint and may send `center`.
    pub region: &'a str,
    /// The product.
    pub product: &'a str,
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/{TERMINATOR}", self.date, self.region, self.product)
    }
}

/// The key id and the scope of a V4 credential.
pub(super) fn credential(text: &str) -> Option<(&str, Scope<'_>)> {
    let mut parts = text.rsplitn(5, '/');
    let terminator = parts.next()?;
    let (product, region, date) = (parts.next()?, parts.next()?, parts.next()?);
    let key_id = parts.next()?;
    (terminator == TERMINATOR).then_some((key_id, Scope { date, region, product }))
}

/// The key derived from the secret; with [`Quirk::NodeV4LossyKey`] the way Node derives it.
pub(super) fn key(hash: Hash, secret: &str, scope: &Scope<'_>, quirk: Option<Quirk>) -> HmacKey {
    derive(hash, &[b"aliyun_v4", secret.as_bytes()], scope, quirk)
}

/// The key derived from the parts of another one.
pub(super) fn derive(
    hash: Hash,
    parts: &[&[u8]],
    scope: &Scope<'_>,
    quirk: Option<Quirk>,
) -> HmacKey {
    let next = |sum: Sum| match quirk {
        Some(Quirk::NodeV4LossyKey) => {
            HmacKey::new(hash, &[String::from_utf8_lossy(&sum).as_bytes()])
        }
        _ => HmacKey::new(hash, &[&sum]),
    };
    let mut key = HmacKey::new(hash, parts);
    for part in [scope.date, scope.region, scope.product, TERMINATOR] {
        key = next(key.sign(part.as_bytes()));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_read_from_its_end() {
        let scope = Scope { date: "20261121", region: "cn-hangzhou", product: "Cms" };
        let text = "te/st/20261121/cn-hangzhou/Cms/aliyun_v4_request";
        assert_eq!(credential(text), Some(("te/st", scope)));
        for wrong in ["", "testid", "testid/20261121/cn-hangzhou/Cms/aws4_request", "a/b/c/d"] {
            assert_eq!(credential(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_part_of_the_scope_changes_the_key() {
        let scope = Scope { date: "20261121", region: "cn-hangzhou", product: "Cms" };
        let signed = |secret, scope: &Scope<'_>, quirk| {
            key(Hash::Sha256, secret, scope, quirk).sign(b"text").hex()
        };
        let right = signed("testsecret", &scope, None);
        for other in [
            signed("testsecre", &scope, None),
            signed("testsecret", &Scope { date: "20261122", ..scope }, None),
            signed("testsecret", &Scope { region: "center", ..scope }, None),
            signed("testsecret", &Scope { product: "Ram", ..scope }, None),
            signed("testsecret", &scope, Some(Quirk::NodeV4LossyKey)),
        ] {
            assert_ne!(other, right);
        }
    }
}
