//! The parameters that several actions have.

use crate::{
    Cx, Params, Result, Spec,
    cas::tags::tag_rules::{self, Tag},
    int, of_line, text,
    x509::Name,
};

use super::tables::{Owner, certificates::PcaCertificate, tags};

/// The kinds of keys.
pub(in crate::pca) const ALGORITHMS: &[&str] =
    &["RSA_1024", "RSA_2048", "RSA_4096", "ECC_256", "ECC_384", "ECC_512", "SM2_256"];

/// A country: two letters, as a certificate has it (RFC 5280, A.1), in any case (observed: Terraform's acceptance tests have
/// `cn`).
fn is_country(it: &str) -> bool {
    it.len() == 2 && it.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The subject of an authority.
pub(in crate::pca) fn subject(p: &mut Params<'_>) -> Result<Name> {
    let mut subject = Name::default();
    subject.common = Some(p.required(name("CommonName").doc("The name of the authority."))?);
    subject.organization = Some(p.required(name("Organization").doc("The company."))?);
    subject.unit = Some(p.required(name("OrganizationUnit").doc("The department."))?);
    subject.locality = Some(p.required(field("Locality").doc("The city."))?);
    subject.state = Some(p.required(field("State").doc("The province."))?);
    subject.country = p.optional(country("CountryCode"))?;
    Ok(subject)
}

/// The name of somebody or of a part of a company, as long as a certificate may have it (RFC 5280, A.1).
pub(in crate::pca) const fn name(name: &'static str) -> Spec<String> {
    text(name).form("name of up to 64 characters", is_name)
}

/// Whether a text can name somebody: one line that is not blank.
fn is_name(it: &str) -> bool {
    it.chars().count() <= 64 && it.chars().all(of_line) && !it.trim().is_empty()
}

/// The name of a place.
pub(in crate::pca) const fn field(name: &'static str) -> Spec<String> {
    text(name).line(1, 128)
}

/// The code of a country.
pub(in crate::pca) const fn country(name: &'static str) -> Spec<String> {
    text(name).form("country", is_country).doc("The code of the country.")
}

/// The algorithm of a key.
pub(in crate::pca) const fn algorithm() -> Spec<String> {
    text("Algorithm").one_of(ALGORITHMS).doc("The algorithm of the key.")
}

/// How many years an authority is valid.
pub(in crate::pca) const fn years() -> Spec<i64> {
    int("Years").range(1, 100).doc("How many years it is valid, 5 to 10 recommended.")
}

/// The identifier that an action is about.
pub(in crate::pca) const fn identifier() -> Spec<String> {
    text("Identifier").doc("The identifier.")
}

/// What does not depend on the kind of what is made.
pub(in crate::pca) struct Common {
    resource_group: Option<String>,
    tags: Vec<Tag>,
}

impl Common {
    pub(in crate::pca) fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            resource_group: p.optional(group("The resource group."))?,
            tags: tag_rules::read(p, tag_rules::TAGS)?,
        })
    }

    /// Gives what is made its group, before it is stored.
    pub(in crate::pca) fn place(&self, cx: &Cx<'_>, row: &mut PcaCertificate) {
        let usual = || Owner::of(cx).default_group();
        row.resource_group = self.resource_group.clone().unwrap_or_else(usual);
    }

    /// Gives it its tags.
    pub(in crate::pca) fn tag(&self, cx: &mut Cx<'_>, row: &PcaCertificate) -> Result<()> {
        let owner = Owner::of(cx);
        Ok(tags::put(cx.tx, owner, &row.identifier, &self.tags)?)
    }
}

/// A resource group.
pub(in crate::pca) const fn group(doc: &'static str) -> Spec<String> {
    text("ResourceGroupId").line(1, 64).doc(doc)
}

/// Reads the token of a call, which has no effect.
pub(in crate::pca) fn token(p: &mut Params<'_>) -> Result<()> {
    p.optional(text("ClientToken").doc("Has no effect."))?;
    Ok(())
}
