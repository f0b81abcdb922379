//! Quota orders in lists. Only certificates show a resource group (documented).

use serde::Serialize;

use crate::cas::{
    certificates::expiry,
    domains,
    orders::certificate_product::CertificateProduct,
    orders::order_states::{self, CHECKING, FAILED, ISSUED, PAID, REVOKED, VALIDATING},
    tables::{Owner, certificate_counts::TimeRange, orders, orders::Order},
};
use crate::{Result, ports::store::Tx, request::page::Page};

/// An order.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct OrderItem {
    order_id: i64,
    instance_id: String,
    aliyun_order_id: i64,
    partner_order_id: String,
    domain: String,
    domain_type: &'static str,
    domain_count: i64,
    wild_domain_count: i64,
    product_code: String,
    product_name: String,
    root_brand: &'static str,
    cert_type: &'static str,
    algorithm: String,
    source_type: &'static str,
    status: &'static str,
    trustee_status: &'static str,
    buy_date: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_start_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_end_time: Option<i64>,
}

/// The offset from an order id to its `AliyunOrderId`.
const SHOP_ORDER_OFFSET: i64 = 200_000_000_000_000;

/// A page of the orders with a list status, or of all, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (wanted, now): (Option<&str>, i64),
    (resource_group, like): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<(Vec<OrderItem>, i64)> {
    let one = |state| Some((state, state));
    let (states, ends) = match wanted {
        None => (None, TimeRange::ANY),
        Some("PAYED") => (one(PAID), TimeRange::ANY),
        Some("CHECKING") => (Some((VALIDATING, CHECKING)), TimeRange::ANY),
        Some("CHECKED_FAIL") => (one(FAILED), TimeRange::ANY),
        Some("ISSUED") => (one(ISSUED), expiry::not_expiring(now)),
        Some("WILLEXPIRED") => (one(ISSUED), expiry::expiring_soon(now)),
        Some("EXPIRED") => (one(ISSUED), expiry::expired(now)),
        Some("REVOKED") => (one(REVOKED), TimeRange::ANY),
        // An order that was never activated does not exist yet.
        Some(_) => return Ok((Vec::new(), 0)),
    };
    let filter = orders::Filter { states, ends, resource_group, like };
    let (found, total) = orders::list(tx, owner, &filter, page)?;
    Ok((found.into_iter().map(|order| row(order, now)).collect(), total))
}

fn row(order: Order, now: i64) -> OrderItem {
    let names = domains::split(&order.domain);
    let (wildcard, plain) = domains::counts(&names);
    let certificate_product = CertificateProduct::of(&order.product);
    let ends = expiry::status_at(order.ends, now);
    let issued = order.certificate.is_some();
    OrderItem {
        order_id: order.id,
        aliyun_order_id: SHOP_ORDER_OFFSET + order.id,
        partner_order_id: format!("ca-{}", order.id),
        domain_type: domains::kind(&names),
        domain_count: plain + wildcard,
        wild_domain_count: wildcard,
        product_name: certificate_product
            .as_ref()
            .map(CertificateProduct::name)
            .unwrap_or_default(),
        root_brand: certificate_product.map_or("", |it| it.brand),
        cert_type: certificate_product.map_or("DV", |it| if it.free { "FREE" } else { it.kind }),
        source_type: "cpack",
        status: order_states::listed(order.state.as_str(), ends),
        trustee_status: if order.trustee { "trustee" } else { "unTrustee" },
        buy_date: order.made,
        cert_start_time: issued.then_some(order.starts),
        cert_end_time: issued.then_some(order.ends),
        instance_id: order.instance,
        domain: order.domain,
        product_code: order.product,
        algorithm: order.algorithm,
    }
}
