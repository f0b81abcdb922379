//! The certificates of an account as other products find and store them.

use crate::cas::{
    authority::{self, CertificateRequest},
    certificates::certificate_chain,
    tables::{
        CHINA, INTERNATIONAL, Owner,
        certificates::{self, PemTexts},
        served,
    },
};
use crate::{
    ApiError, Cx, Result,
    ports::store::Tx,
    shared::ids,
    x509::{Certificate, Curve, PrivateKey},
};

/// The regions in which an account has certificates.
pub(crate) const REGIONS: [&str; 2] = [CHINA, INTERNATIONAL];

/// A certificate of an account that has its private key.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) region: &'static str,
    /// The common name.
    pub(crate) common: String,
    pub(crate) issuer: String,
    /// The names that it is for, with commas between them.
    pub(crate) sans: String,
    pub(crate) sha1: String,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) made: i64,
}

fn stored(it: certificates::Certificate, region: &'static str) -> Stored {
    Stored {
        id: it.id,
        name: it.name,
        region,
        common: it.common,
        issuer: it.issuer,
        sans: it.sans,
        sha1: it.sha1,
        start: it.not_before,
        end: it.not_after,
        made: it.made,
    }
}

/// The certificate of this id in a region.
pub(crate) fn of_id(
    tx: &mut dyn Tx,
    account: &str,
    region: &'static str,
    id: i64,
) -> Result<Option<Stored>> {
    let owner = Owner { account, site: region };
    let found = certificates::certificate(tx, owner, id)?.filter(|it| it.keyed && !it.revoked);
    Ok(found.map(|it| stored(it, region)))
}

/// The certificate of this name in a region.
pub(crate) fn of_name(
    tx: &mut dyn Tx,
    account: &str,
    region: &'static str,
    name: &str,
) -> Result<Option<Stored>> {
    let owner = Owner { account, site: region };
    match certificates::id_of_name(tx, owner, name)? {
        Some(id) => of_id(tx, account, region, id),
        None => Ok(None),
    }
}

/// Whether a certificate of the mainland site has this name, whether it can be served or not.
pub(crate) fn is_named(tx: &mut dyn Tx, account: &str, name: &str) -> Result<bool> {
    Ok(certificates::has_name(tx, Owner { account, site: CHINA }, name)?)
}

/// All certificates of an account, the newest first.
pub(crate) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Stored>> {
    let mut all = Vec::new();
    for region in REGIONS {
        let owner = Owner { account, site: region };
        all.extend(served::all(tx, owner)?.into_iter().map(|it| stored(it, region)));
    }
    all.sort_by_key(|it| core::cmp::Reverse(it.id));
    Ok(all)
}

/// The PEM texts of a certificate: the chain as it was sent, and the private key.
pub(crate) fn texts(
    tx: &mut dyn Tx,
    account: &str,
    (region, id): (&'static str, i64),
) -> Result<(String, String)> {
    let owner = Owner { account, site: region };
    let texts = certificates::texts(tx, owner, id)?.unwrap_or_default();
    Ok((texts.cert, texts.key.unwrap_or_default()))
}

/// The uploaded certificate with this content, if there is one at the mainland site.
pub(crate) fn of_content(
    tx: &mut dyn Tx,
    account: &str,
    leaf: &Certificate,
) -> Result<Option<Stored>> {
    let owner = Owner { account, site: CHINA };
    let found = served::of_content(tx, owner, &leaf.sha256())?;
    Ok(found.map(|it| stored(it, CHINA)))
}

/// Stores a pair as an uploaded certificate at the mainland site; its name must be free there.
pub(crate) fn upload(
    cx: &mut Cx<'_>,
    name: &str,
    chain: &[Certificate],
    (cert, key): (&str, &str),
) -> Result<Stored> {
    let account = cx.account().to_owned();
    let owner = Owner { account: &account, site: CHINA };
    let (facts, links) = certificate_chain::to_row(chain)?;
    let mut row = certificates::Certificate {
        name: name.to_owned(),
        instance: format!("cas-upload-{}", ids::lower(cx.random, 6)),
        source: "upload".to_owned(),
        keyed: true,
        made: cx.now,
        ..facts
    };
    let texts = PemTexts {
        chain: links,
        cert: cert.to_owned(),
        key: Some(key.to_owned()),
        ..PemTexts::default()
    };
    certificates::insert(cx.tx, owner, &mut row, &texts)?;
    Ok(stored(row, CHINA))
}

/// Deletes a certificate at the mainland site, whose place another one takes.
pub(crate) fn remove(cx: &mut Cx<'_>, id: i64) -> Result<()> {
    let account = cx.account().to_owned();
    let owner = Owner { account: &account, site: CHINA };
    match certificates::certificate(cx.tx, owner, id)? {
        Some(found) => Ok(certificates::delete(cx.tx, owner, &found)?),
        None => Ok(()),
    }
}

/// Has the test authority issue a certificate for names: the chain and the private key, as PEM.
pub(crate) fn issue(cx: &mut Cx<'_>, names: &[String], until: i64) -> Result<(String, String)> {
    let key = PrivateKey::ec(cx.random, Curve::P256);
    let public = key.public().map_err(ApiError::internal)?;
    let wanted = CertificateRequest { names, company: None, key: &public, until };
    let chain = authority::issue(cx, &wanted)?;
    Ok((chain.iter().map(Certificate::pem).collect(), key.pem()))
}
