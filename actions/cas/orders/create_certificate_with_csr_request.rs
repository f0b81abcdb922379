//! `CreateCertificateWithCsrRequest` applies for a domain-validated certificate with a supplied
//! CSR, whose common name is the domain. The private key stays with the caller.
//!
//! Assumed: the texts of its errors.

use serde::Serialize;

use crate::cas::{
    issuing,
    orders::applicants::Applicant,
    orders::certificate_product::{self, CertificateProduct},
    orders::order_faults::{BAD_CSR, NO_PACKAGE, NO_QUOTA, REQUEST_FAILED},
    orders::order_flow::{self, OrderRequest},
    tags::tag_rules::{self, Tag},
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, text};

pub(in crate::cas) struct CreateCertificateWithCsrRequest {
    product: String,
    csr: String,
    validate: String,
    applicant: Applicant,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    order_id: i64,
}

impl Action for CreateCertificateWithCsrRequest {
    const NAME: &'static str = "CreateCertificateWithCsrRequest";
    const DOC: &'static str = "Applies for a domain-validated certificate with a CSR.";
    const ACCESS: Access = Access::Create;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[BAD_CSR, REQUEST_FAILED, NO_PACKAGE, NO_QUOTA];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let validate = text("ValidateType").one_of(&["DNS", "FILE"]);
        let product = text("ProductCode")
            .one_of(certificate_product::CODES)
            .doc("The product code of the quota.");
        Ok(Self {
            csr: p.required(text("Csr").doc("The certificate signing request, as PEM."))?,
            applicant: Applicant::required(p)?,
            validate: p.required(validate.doc("How the domain is validated."))?,
            product: p.default(product, certificate_product::DEFAULT)?,
            tags: tag_rules::read(p, tag_rules::TAGS)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let certificate_product = CertificateProduct::of(&self.product).ok_or(NO_PACKAGE)?;
        let (common, csr) = issuing::checked(&self.csr)?;
        let names = vec![common];
        if certificate_product.kind != "DV" || !certificate_product.serves(&names) {
            return Err(REQUEST_FAILED.with("The domain name does not match the product."));
        }
        let order_request = OrderRequest {
            certificate_product,
            names,
            algorithm: csr.key.algorithm().to_owned(),
            csr: Some(self.csr),
            validate: self.validate,
            applicant: self.applicant,
            company: None,
            renews: None,
            trustee: false,
            tags: self.tags,
        };
        Ok(Response { order_id: order_flow::submit(cx, order_request)?.id })
    }
}
