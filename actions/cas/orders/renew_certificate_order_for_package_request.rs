//! `RenewCertificateOrderForPackageRequest` orders another certificate like an issued one, which is
//! unchanged. A supplied CSR must be for the same domain.

use serde::Serialize;

use crate::cas::{
    faults::NOT_NOW,
    issuing,
    orders::certificate_product::CertificateProduct,
    orders::order_faults::{BAD_CSR, NO_ORDER, NO_PACKAGE, NO_QUOTA, REQUEST_FAILED},
    orders::order_flow,
    orders::order_states::Event,
    tags::tag_rules::{self, Tag},
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, int, text};

pub(in crate::cas) struct RenewCertificateOrderForPackageRequest {
    order: i64,
    csr: Option<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    order_id: i64,
}

impl Action for RenewCertificateOrderForPackageRequest {
    const NAME: &'static str = "RenewCertificateOrderForPackageRequest";
    const DOC: &'static str = "Renews an issued certificate.";
    const ACCESS: Access = Access::Create;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[NO_ORDER, NOT_NOW, BAD_CSR, REQUEST_FAILED, NO_QUOTA];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let csr =
            text("Csr").doc("A certificate signing request, as PEM; defaults to the previous one.");
        Ok(Self {
            order: p.required(int("OrderId").doc("The order of the certificate to renew."))?,
            csr: p.optional(csr)?,
            tags: tag_rules::read(p, tag_rules::TAGS)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut order = order_flow::find(cx, self.order)?;
        let certificate_product = CertificateProduct::of(&order.product).ok_or(NO_PACKAGE)?;
        order_flow::apply_event(cx, &mut order, Event::Renewed)?;
        let mut order_request = order_flow::renewal_request(&order, certificate_product);
        if let Some(text) = self.csr {
            let (common, csr) = issuing::checked(&text)?;
            if order_request.names.first() != Some(&common) {
                return Err(REQUEST_FAILED.with("The CSR is for another domain name."));
            }
            csr.key.algorithm().clone_into(&mut order_request.algorithm);
            order_request.csr = Some(text);
        }
        order_request.tags = self.tags;
        Ok(Response { order_id: order_flow::submit(cx, order_request)?.id })
    }
}
