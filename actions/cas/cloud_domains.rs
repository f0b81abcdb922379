//! The domains of other products as cloud resources: those products say which there are and which certificate each serves,
//! and deployment jobs set one. A domain is the same resource at both sites.

use crate::cas::{
    resources::clouds::ALIYUN,
    tables::{
        CHINA, INTERNATIONAL, Owner,
        resources::{self, InstalledCertificate, Resource},
    },
};
use crate::{Result, ports::store::Tx};

/// The certificate that a domain serves.
#[derive(Clone, Debug)]
pub(crate) struct Served<'a> {
    pub(crate) id: i64,
    pub(crate) name: &'a str,
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// Both sites of an account.
fn sites(account: &str) -> [Owner<'_>; 2] {
    [CHINA, INTERNATIONAL].map(|site| Owner { account, site })
}

/// Adds a domain of a product. A resource of its name that the control API gave becomes it.
pub(crate) fn add(
    tx: &mut dyn Tx,
    (account, product): (&str, &str),
    domain: &str,
    now: i64,
) -> Result<()> {
    for owner in sites(account) {
        let known = resources::named(tx, owner, (product, domain))?;
        let mut it = Resource {
            id: known.as_ref().map_or(0, |it| it.id),
            account: account.to_owned(),
            cloud: ALIYUN.to_owned(),
            product: product.to_owned(),
            domain: domain.to_owned(),
            region: CHINA.to_owned(),
            status: "online".to_owned(),
            closed: known.as_ref().is_some_and(|it| it.closed),
            fail: known.and_then(|it| it.fail),
            made: now,
            changed: now,
            ..Resource::default()
        };
        resources::put(tx, owner, &mut it)?;
    }
    Ok(())
}

/// Removes a domain of a product.
pub(crate) fn remove(
    tx: &mut dyn Tx,
    (account, product): (&str, &str),
    domain: &str,
) -> Result<()> {
    for owner in sites(account) {
        if let Some(it) = resources::named(tx, owner, (product, domain))? {
            resources::delete(tx, owner, it.id)?;
        }
    }
    Ok(())
}

/// Says that a domain of a product is `online` or `offline`.
pub(crate) fn set_status(
    tx: &mut dyn Tx,
    (account, product): (&str, &str),
    (domain, status): (&str, &str),
    now: i64,
) -> Result<()> {
    for owner in sites(account) {
        if let Some(mut it) = resources::named(tx, owner, (product, domain))? {
            status.clone_into(&mut it.status);
            it.changed = now;
            resources::put(tx, owner, &mut it)?;
        }
    }
    Ok(())
}

/// Says which certificate a domain of a product serves, if it serves one.
pub(crate) fn install(
    tx: &mut dyn Tx,
    whose: (&str, &str),
    (domain, served): (&str, Option<&Served<'_>>),
    now: i64,
) -> Result<()> {
    let installed = served.map_or_else(InstalledCertificate::default, |it| InstalledCertificate {
        cert: Some(it.id),
        name: Some(it.name.to_owned()),
        start: Some(it.start),
        end: Some(it.end),
        https: true,
        tls: true,
    });
    install_at_both(tx, whose, (domain, &installed), now)
}

/// Installs a certificate on a domain at both sites, or removes it.
pub(in crate::cas) fn install_at_both(
    tx: &mut dyn Tx,
    (account, product): (&str, &str),
    (domain, installed): (&str, &InstalledCertificate),
    now: i64,
) -> Result<()> {
    for owner in sites(account) {
        if let Some(it) = resources::named(tx, owner, (product, domain))? {
            resources::install(tx, it.id, installed, now)?;
        }
    }
    Ok(())
}
