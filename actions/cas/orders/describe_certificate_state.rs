//! `DescribeCertificateState` returns the state of an order: the validation record, or the
//! certificate.
//!
//! `CertId` is a string only here. A state without a name of its own is `unknow` (sic).

use serde::Serialize;

use crate::cas::{
    domains,
    orders::order_faults::NO_ORDER,
    orders::order_flow,
    orders::order_states::{self, ISSUED, VALIDATING},
    tables::{Owner, certificates, orders::Order},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DescribeCertificateState {
    order: i64,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    r#type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    validate_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    private_key: Option<String>,
}

impl Action for DescribeCertificateState {
    const NAME: &'static str = "DescribeCertificateState";
    const DOC: &'static str = "Queries the state of a certificate order.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_ORDER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { order: p.required(int("OrderId").doc("The order."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let order = order_flow::find(cx, self.order)?;
        let shown = Response {
            r#type: order_states::shown(order.state.as_str()).to_owned(),
            ..Response::default()
        };
        match order.state.as_str() {
            VALIDATING => Ok(wanted(order, shown)),
            ISSUED => issued(cx, &order, shown),
            _ => Ok(shown),
        }
    }
}

/// The pending validation record.
fn wanted(order: Order, shown: Response) -> Response {
    let name = order.domain.split(',').next().unwrap_or_default();
    let dns = order.validate == "DNS";
    Response {
        domain: Some(domains::plain(name).to_owned()),
        record_domain: dns.then(|| domains::record(name)),
        record_type: dns.then_some("TXT"),
        record_value: dns.then(|| order.token.clone()),
        uri: (!dns).then_some(domains::VALIDATION_FILE),
        content: (!dns).then_some(order.token),
        validate_type: Some(order.validate),
        ..shown
    }
}

/// The certificate, and its key if the service generated it.
fn issued(cx: &mut Cx<'_>, order: &Order, shown: Response) -> Result<Response> {
    let owner = Owner::of(cx);
    let Some(id) = order.certificate else { return Ok(shown) };
    let Some(texts) = certificates::texts(cx.tx, owner, id)? else { return Ok(shown) };
    Ok(Response {
        cert_id: Some(id.to_string()),
        certificate: Some(texts.cert),
        private_key: texts.key,
        ..shown
    })
}
