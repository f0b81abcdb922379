//! Looks up the certificates and contacts of deployment jobs.

use crate::cas::{
    contacts::contact_rules::{masked_address, masked_number},
    tables::{
        Owner,
        certificates::{self, Certificate},
        contacts,
        resources::InstalledCertificate,
    },
};
use crate::{Cx, Result};

/// A certificate that can be deployed.
#[derive(Clone, Debug)]
pub(in crate::cas) struct Cert {
    pub(in crate::cas) id: i64,
    pub(in crate::cas) name: String,
    pub(in crate::cas) instance: String,
    /// `upload`, `buy` or `free`.
    pub(in crate::cas) order_type: &'static str,
    /// `DV`, or `OV` for one that names an organisation.
    pub(in crate::cas) kind: &'static str,
    pub(in crate::cas) common: String,
    pub(in crate::cas) sans: Vec<String>,
    /// The common name and the alternative names, without duplicates.
    pub(in crate::cas) domains: Vec<String>,
    pub(in crate::cas) algorithm: String,
    pub(in crate::cas) start: i64,
    pub(in crate::cas) end: i64,
    pub(in crate::cas) revoked: bool,
}

impl Cert {
    /// The state of a resource with this certificate installed.
    pub(in crate::cas) fn installed(&self) -> InstalledCertificate {
        InstalledCertificate {
            cert: Some(self.id),
            name: Some(self.name.clone()),
            start: Some(self.start),
            end: Some(self.end),
            https: true,
            tls: true,
        }
    }
}

/// The certificate of this id.
pub(in crate::cas) fn find(cx: &mut Cx<'_>, id: i64) -> Result<Option<Cert>> {
    let owner = Owner::of(cx);
    Ok(certificates::certificate(cx.tx, owner, id)?.map(Cert::from))
}

/// The certificates of these ids, in their order; those that do not exist are left out.
pub(in crate::cas) fn find_all(cx: &mut Cx<'_>, ids: &[i64]) -> Result<Vec<Cert>> {
    let owner = Owner::of(cx);
    Ok(certificates::of_ids(cx.tx, owner, ids)?.into_iter().map(Cert::from).collect())
}

impl From<Certificate> for Cert {
    fn from(found: Certificate) -> Self {
        let sans: Vec<String> =
            found.sans.split(',').filter(|san| !san.is_empty()).map(str::to_owned).collect();
        let mut domains = Vec::with_capacity(sans.len() + 1);
        if !found.common.is_empty() {
            domains.push(found.common.clone());
        }
        domains.extend(sans.iter().filter(|san| **san != found.common).cloned());
        Self {
            id: found.id,
            name: found.name,
            instance: found.instance,
            order_type: match &*found.source {
                "upload" => "upload",
                "test" => "free",
                _ => "buy",
            },
            kind: if found.org.is_some() { "OV" } else { "DV" },
            common: found.common,
            sans,
            domains,
            algorithm: found.algorithm,
            start: found.not_before,
            end: found.not_after,
            revoked: found.revoked,
        }
    }
}

/// A contact that is notified when a job ends.
pub(in crate::cas) struct Contact {
    pub(in crate::cas) name: String,
    /// The masked address and phone number.
    pub(in crate::cas) shown_mail: Option<String>,
    pub(in crate::cas) shown_phone: Option<String>,
}

/// The contact of this id.
pub(in crate::cas) fn contact(cx: &mut Cx<'_>, id: i64) -> Result<Option<Contact>> {
    let owner = Owner::of(cx);
    let Some(found) = contacts::contact(cx.tx, owner, id)? else { return Ok(None) };
    Ok(Some(Contact {
        name: found.name,
        shown_mail: found.email.as_deref().map(masked_address),
        shown_phone: Some(masked_number(&found.mobile)),
    }))
}
