//! Rules for certificate signing requests.

use sha2::{Digest, Sha256};

use crate::{
    Cx, Fault, Result,
    x509::{self, Curve, Name, PrivateKey, PublicKey},
};
use crate::{cas::tables::csrs::Csr, shared::text::comma_list};

/// The text is not a request, or its signature is invalid.
pub(in crate::cas) const BAD_CSR: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Csr",
    message: "The Csr parameter format is incorrect.",
};
/// The text is not a private key, or an encrypted one.
pub(in crate::cas) const BAD_KEY: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Key",
    message: "The Key parameter format is incorrect.",
};
/// The size is invalid for the algorithm.
pub(in crate::cas) const BAD_KEY_SIZE: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.KeySize",
    message: "The KeySize parameter format is incorrect.",
};
/// The key is not the one that the request was signed with.
pub(in crate::cas) const OTHER_KEY: Fault = Fault {
    status: 400,
    code: "NotMatch.CsrAndPrivateKey",
    message: "The CSR and the private key do not match.",
};

/// A name of up to 50 letters, digits, `_`, `-` and `.`.
pub(in crate::cas) const fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// A country: two letters.
pub(in crate::cas) fn is_country(it: &str) -> bool {
    it.len() == 2 && it.chars().all(|c| c.is_ascii_alphabetic())
}

/// Domains or addresses, comma-separated.
pub(in crate::cas) fn is_name_list(it: &str) -> bool {
    split_names(it).iter().all(|name| is_domain_or_address(name))
}

/// A domain in ASCII, or an IP address.
pub(in crate::cas) fn is_domain_or_address(it: &str) -> bool {
    (it.is_ascii() && x509::is_domain(it)) || it.parse::<core::net::IpAddr>().is_ok()
}

/// Splits a comma-separated list of names.
pub(in crate::cas) fn split_names(it: &str) -> Vec<String> {
    comma_list(it).map(str::to_owned).collect()
}

/// Generates a key, if algorithm and size are a valid pair.
pub(in crate::cas) fn generate_key(
    cx: &mut Cx<'_>,
    algorithm: &str,
    size: i64,
) -> Result<PrivateKey> {
    match (algorithm, size) {
        ("RSA", 2048) => cx.rsa_key(2048),
        ("RSA", 3072) => cx.rsa_key(3072),
        ("RSA", 4096) => cx.rsa_key(4096),
        ("ECC", 256) => Ok(PrivateKey::ec(cx.random, Curve::P256)),
        ("SM2", 256) => Ok(PrivateKey::ec(cx.random, Curve::Sm2)),
        _ => Err(BAD_KEY_SIZE.into()),
    }
}

/// Checks that the text is the private key of `public`.
pub(in crate::cas) fn check_key(text: &str, public: &PublicKey) -> Result<(), Fault> {
    let key = PrivateKey::from_pem(text).and_then(|key| key.public()).map_err(|_| BAD_KEY)?;
    if key == *public { Ok(()) } else { Err(OTHER_KEY) }
}

/// Parses a request into its row.
pub(in crate::cas) fn to_row(text: &str, name: Option<String>) -> Result<(Csr, PublicKey), Fault> {
    let csr = x509::Csr::from_pem(text).map_err(|_| BAD_CSR)?;
    let Name { country, state, locality, organization, unit, common, .. } = csr.subject;
    let common = common.or_else(|| csr.sans.first().cloned()).unwrap_or_default();
    let row = Csr {
        id: 0,
        name: name.unwrap_or_else(|| common.clone()),
        algorithm: csr.key.algorithm().to_owned(),
        key_size: csr.key.bits(),
        common,
        sans: csr.sans.join(","),
        corp: organization,
        department: unit,
        country,
        province: state,
        locality,
        key_sha256: x509::hex(&Sha256::digest(csr.key.der())),
        csr: text.to_owned(),
        key: None,
    };
    Ok((row, csr.key))
}
