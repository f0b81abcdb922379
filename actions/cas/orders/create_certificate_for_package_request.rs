//! `CreateCertificateForPackageRequest` applies for a certificate of any product, from bought
//! quota.
//!
//! The common name of a CSR is the domain; `Domain` is used for more names only if it contains it.
//! Contact and company default to the newest ones. Every account has quota of the free products.
//!
//! Assumed: the texts of its errors.

use serde::Serialize;

use crate::cas::{
    domains,
    faults::NOT_FOUND,
    issuing,
    orders::applicants::{self, ApplicantFields},
    orders::certificate_product::{self, CertificateProduct},
    orders::order_faults::{BAD_CSR, NO_PACKAGE, NO_QUOTA, NOT_SUPPLIED, REQUEST_FAILED},
    orders::order_flow::{self, OrderRequest},
    tags::tag_rules::{self, Tag},
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, text};

pub(in crate::cas) struct CreateCertificateForPackageRequest {
    product: String,
    domain: Option<String>,
    csr: Option<String>,
    validate: String,
    applicant_fields: ApplicantFields,
    company: Option<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    order_id: i64,
}

impl Action for CreateCertificateForPackageRequest {
    const NAME: &'static str = "CreateCertificateForPackageRequest";
    const DOC: &'static str = "Applies for a certificate from bought quota.";
    const ACCESS: Access = Access::Create;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] =
        &[NOT_SUPPLIED, BAD_CSR, REQUEST_FAILED, NOT_FOUND, NO_PACKAGE, NO_QUOTA];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let product = text("ProductCode")
            .one_of(certificate_product::CODES)
            .doc("The product code of the quota.");
        let domain = text("Domain").form("list of domains", domains::are_names);
        let validate = text("ValidateType").one_of(&["DNS", "FILE"]);
        Ok(Self {
            product: p.default(product, certificate_product::DEFAULT)?,
            domain: p.optional(domain.doc("Up to five domains, comma-separated."))?,
            csr: p.optional(text("Csr").doc("A certificate signing request, as PEM."))?,
            validate: p.default(validate.doc("How the domains are validated."), "DNS")?,
            applicant_fields: ApplicantFields::read(p)?,
            company: p.optional(text("CompanyName").doc("The company, for OV and EV."))?,
            tags: tag_rules::read(p, tag_rules::TAGS)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let certificate_product = CertificateProduct::of(&self.product).ok_or(NO_PACKAGE)?;
        let (names, algorithm) = match (&self.csr, &self.domain) {
            (Some(csr), domain) => {
                let (common, csr) = issuing::checked(csr)?;
                (with_common(common, domain.as_deref()), csr.key.algorithm())
            }
            (None, Some(domain)) => (domains::split(domain), "RSA"),
            (None, None) => return Err(NOT_SUPPLIED.with("Domain")),
        };
        if !certificate_product.serves(&names) {
            return Err(REQUEST_FAILED.with("The domain names do not match the product."));
        }
        let company = applicants::company(cx, certificate_product, self.company.as_deref())?;
        let order_request = OrderRequest {
            certificate_product,
            names,
            algorithm: algorithm.to_owned(),
            csr: self.csr,
            validate: self.validate,
            applicant: self.applicant_fields.applicant(cx)?,
            company,
            renews: None,
            trustee: false,
            tags: self.tags,
        };
        Ok(Response { order_id: order_flow::submit(cx, order_request)?.id })
    }
}

/// The common name of a CSR, followed by the other domains of `Domain`.
fn with_common(common: String, domain: Option<&str>) -> Vec<String> {
    let mut names = domain.map(domains::split).unwrap_or_default();
    if names.contains(&common) {
        names.retain(|name| *name != common);
    } else {
        names.clear();
    }
    names.insert(0, common);
    names
}
