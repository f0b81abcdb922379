//! Applicants of certificates: from the parameters, with defaults from the account's contacts and
//! companies.

use crate::cas::{
    contacts::contact_rules,
    faults::NOT_FOUND,
    orders::certificate_product::CertificateProduct,
    orders::order_faults::REQUEST_FAILED,
    tables::{Owner, companies, contacts},
};
use crate::shared::filters::pattern;
use crate::{Cx, Params, Result, request::page::Page, text};

/// The contact person of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cas) struct Applicant {
    pub(in crate::cas) name: String,
    pub(in crate::cas) phone: String,
    pub(in crate::cas) email: Option<String>,
}

impl Applicant {
    /// `Username`, `Phone` and `Email`, all of them.
    pub(in crate::cas) fn required(p: &mut Params<'_>) -> Result<Self> {
        let phone = text("Phone").form("phone number", contact_rules::is_number);
        Ok(Self {
            name: p.required(text("Username").line(1, 128).doc("The name of the applicant."))?,
            phone: p.required(phone.doc("The phone number of the applicant."))?,
            email: Some(p.required(text("Email").email().doc("The address of the applicant."))?),
        })
    }
}

/// The optional applicant parameters of a call.
pub(in crate::cas) struct ApplicantFields {
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
}

impl ApplicantFields {
    /// `Username`, `Phone` and `Email`.
    pub(in crate::cas) fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = text("Username")
            .line(1, 128)
            .doc("The name of the applicant; defaults to the newest contact's.");
        let phone = text("Phone").form("phone number", contact_rules::is_number);
        let phone =
            phone.doc("The phone number of the applicant; defaults to the newest contact's.");
        let email = text("Email").email();
        let email = email.doc("The address of the applicant; defaults to the newest contact's.");
        Ok(Self { name: p.optional(name)?, phone: p.optional(phone)?, email: p.optional(email)? })
    }

    /// The applicant; omitted fields come from the newest contact.
    pub(in crate::cas) fn applicant(self, cx: &mut Cx<'_>) -> Result<Applicant> {
        if let (Some(name), Some(phone), Some(email)) = (&self.name, &self.phone, &self.email) {
            let (name, phone, email) = (name.clone(), phone.clone(), email.clone());
            return Ok(Applicant { name, phone, email: Some(email) });
        }
        let owner = Owner::of(cx);
        let newest = contacts::newest(cx.tx, owner)?.ok_or_else(|| {
            REQUEST_FAILED.with(
                "The account has no contact. Create one or specify Username, Phone, and Email.",
            )
        })?;
        Ok(Applicant {
            name: self.name.unwrap_or(newest.name),
            phone: self.phone.unwrap_or(newest.mobile),
            email: self.email.or(newest.email),
        })
    }
}

/// The company of this name, or the newest one; `None` for certificates without a company.
pub(in crate::cas) fn company(
    cx: &mut Cx<'_>,
    certificate_product: CertificateProduct,
    name: Option<&str>,
) -> Result<Option<i64>> {
    if certificate_product.kind == "DV" {
        return Ok(None);
    }
    let owner = Owner::of(cx);
    let like = name.map(pattern);
    // Few companies match a name: the first page contains them.
    let page = Page { number: 1, size: if name.is_some() { 1000 } else { 1 } };
    let (found, _) = companies::list(cx.tx, owner, (None, like.as_deref()), page)?;
    let wanted = found.into_iter().find(|it| name.is_none_or(|name| it.name == name));
    match wanted {
        Some(company) => Ok(Some(company.id)),
        None if name.is_some() => Err(NOT_FOUND.into()),
        None => Err(REQUEST_FAILED.with("The account has no company.")),
    }
}
