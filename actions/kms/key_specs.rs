//! What a key can be: a cipher, RSA or a curve.

use crate::x509::Curve;

/// The usage of keys that encrypt.
pub(super) const ENCRYPTION: &str = "ENCRYPT/DECRYPT";
/// The usage of keys that sign.
pub(super) const SIGNING: &str = "SIGN/VERIFY";

/// How the material of a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// AES-GCM with a key of so many bytes.
    Aes(usize),
    /// SM4-GCM.
    Sm4,
    /// RSA with so many bits.
    Rsa(usize),
    /// A curve.
    Curve(Curve),
}

/// What can be asked of `KeySpec`.
const SPECS: &[(&str, Algorithm)] = &[
    ("Aliyun_AES_256", Algorithm::Aes(32)),
    ("Aliyun_AES_128", Algorithm::Aes(16)),
    ("Aliyun_AES_192", Algorithm::Aes(24)),
    ("Aliyun_SM4", Algorithm::Sm4),
    ("RSA_2048", Algorithm::Rsa(2048)),
    ("RSA_3072", Algorithm::Rsa(3072)),
    ("RSA_4096", Algorithm::Rsa(4096)),
    ("EC_P256", Algorithm::Curve(Curve::P256)),
    ("EC_P256K", Algorithm::Curve(Curve::K256)),
    ("EC_SM2", Algorithm::Curve(Curve::Sm2)),
];

/// The names of all.
pub(super) const NAMES: &[&str] = &[
    "Aliyun_AES_256",
    "Aliyun_AES_128",
    "Aliyun_AES_192",
    "Aliyun_SM4",
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_P256",
    "EC_P256K",
    "EC_SM2",
];

impl Algorithm {
    /// That of a `KeySpec`.
    pub(super) fn of(spec: &str) -> Option<Self> {
        SPECS.iter().find(|it| it.0 == spec).map(|it| it.1)
    }

    /// How many bytes the material of a symmetric key has; none of an asymmetric one.
    pub(super) const fn symmetric_bytes(self) -> Option<usize> {
        match self {
            Self::Aes(bytes) => Some(bytes),
            Self::Sm4 => Some(16),
            Self::Rsa(_) | Self::Curve(_) => None,
        }
    }

    /// The usages that it can have, the usual one first.
    pub(super) const fn usages(self) -> &'static [&'static str] {
        match self {
            Self::Aes(_) | Self::Sm4 => &[ENCRYPTION],
            Self::Curve(Curve::Sm2) | Self::Rsa(_) => &[SIGNING, ENCRYPTION],
            Self::Curve(_) => &[SIGNING],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_asked_is_what_there_is() {
        let all: Vec<&str> = SPECS.iter().map(|it| it.0).collect();
        assert_eq!(all, NAMES);
    }
}
