//! Certificates in warehouses: their rows and their issuers.

use crate::cas::tables::{
    Owner,
    warehouses::{self, Certificate, Certificates, Warehouse},
};
use crate::{Cx, Result, request::page::Page, shared::ids, x509};

/// The row of a certificate in a warehouse. `text` is its PEM with its chain.
pub(in crate::cas) fn row(
    cx: &mut Cx<'_>,
    warehouse: &Warehouse,
    it: &x509::Certificate,
    text: String,
) -> Result<Certificate> {
    let parent = issuer(cx, warehouse, it)?;
    Ok(Certificate {
        id: 0,
        identifier: ids::hex(cx.random, 26),
        warehouse: warehouse.id,
        warehouse_instance: warehouse.instance.clone(),
        name: None,
        kind: if it.authority { "CA" } else { "CERT" }.to_owned(),
        origin: "upload".to_owned(),
        revoked: None,
        parent,
        common: it.subject.common.clone().unwrap_or_default(),
        sans: [&*it.sans, &*it.others].concat().join(","),
        issuer: it.issuer.label().to_owned(),
        serial: it.serial.clone(),
        algorithm: it.key.algorithm().to_owned(),
        signed_by: it.signed_by.to_owned(),
        sha1: it.sha1(),
        not_before: it.not_before,
        not_after: it.not_after,
        cert: text,
        key: None,
    })
}

/// The identifier of the authority in the same warehouse that issued a certificate.
fn issuer(
    cx: &mut Cx<'_>,
    warehouse: &Warehouse,
    it: &x509::Certificate,
) -> Result<Option<String>> {
    let owner = Owner::of(cx);
    let authorities =
        Certificates { warehouse: Some(warehouse.id), kind: Some("CA"), ..Certificates::default() };
    let most = Page { number: 1, size: 1000 };
    let (found, _) = warehouses::list_certificates(cx.tx, owner, &authorities, most)?;
    Ok(found
        .into_iter()
        .find(|c| leaf(c).is_some_and(|ca| it.is_issued_by(&ca)))
        .map(|c| c.identifier))
}

/// The certificate itself, without its chain.
pub(in crate::cas) fn leaf(kept: &Certificate) -> Option<x509::Certificate> {
    x509::Certificate::chain_from_pem(&kept.cert).ok()?.into_iter().next()
}

/// The issuers of a certificate, nearest first, at most eight.
pub(in crate::cas) fn ancestors(cx: &mut Cx<'_>, kept: &Certificate) -> Result<Vec<Certificate>> {
    let owner = Owner::of(cx);
    let mut all: Vec<Certificate> = Vec::new();
    let mut next = kept.parent.clone();
    while let Some(identifier) = next.take().filter(|_| all.len() < 8) {
        if let Some(found) = warehouses::certificate(cx.tx, owner, &identifier)? {
            next.clone_from(&found.parent);
            all.push(found);
        }
    }
    Ok(all)
}
