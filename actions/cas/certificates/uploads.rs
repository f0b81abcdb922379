//! Stores a certificate that was uploaded, with its private key.

use crate::cas::{
    certificates::certificate_chain,
    faults::{CERTIFICATE_FORMAT, KEY_FORMAT, NAME_REPEAT, NOT_MATCH},
    tables::{
        Owner,
        certificates::{self, Certificate, PemTexts},
    },
};
use crate::{Cx, Fault, Result, shared::ids};

/// What can be wrong with an upload.
pub(in crate::cas) const FAULTS: &[Fault] =
    &[NAME_REPEAT, NOT_MATCH, KEY_FORMAT, CERTIFICATE_FORMAT];

/// Checks and stores a certificate, under a name that must be free.
pub(in crate::cas) fn store(
    cx: &mut Cx<'_>,
    name: String,
    resource_group: String,
    parameters: PemTexts,
) -> Result<Certificate> {
    let owner = Owner::of(cx);
    let (facts, texts) = checked(parameters)?;
    if certificates::has_name(cx.tx, owner, &name)? {
        return Err(NAME_REPEAT.into());
    }
    let mut row = Certificate {
        name,
        instance: format!("cas-upload-{}", ids::lower(cx.random, 6)),
        source: "upload".to_owned(),
        resource_group,
        keyed: true,
        made: cx.now,
        ..facts
    };
    certificates::insert(cx.tx, owner, &mut row, &texts)?;
    Ok(row)
}

/// The row and the PEM texts of a certificate with its key, or of an SM2 pair.
fn checked(parameters: PemTexts) -> Result<(Certificate, PemTexts)> {
    let pair = [
        &parameters.key,
        &parameters.sign_cert,
        &parameters.sign_key,
        &parameters.encrypt_cert,
        &parameters.encrypt_key,
    ];
    if parameters.cert.is_empty()
        && let [None, Some(sign), Some(sign_key), Some(encrypt), Some(encrypt_key)] = pair
    {
        let chain = certificate_chain::read_pair(sign, sign_key)?;
        let other = certificate_chain::read_pair(encrypt, encrypt_key)?;
        let both = chain.iter().take(1).chain(other.iter().take(1));
        if both.map(|c| c.key.algorithm()).any(|algorithm| algorithm != "SM2") {
            return Err(CERTIFICATE_FORMAT.into());
        }
        let (row, chain) = certificate_chain::to_row(&chain)?;
        return Ok((row, PemTexts { chain, ..parameters }));
    }
    let chain = certificate_chain::read_pair(
        &parameters.cert,
        parameters.key.as_deref().unwrap_or_default(),
    )?;
    let (row, chain) = certificate_chain::to_row(&chain)?;
    Ok((row, PemTexts { chain, cert: parameters.cert, key: parameters.key, ..PemTexts::default() }))
}
