//! `ListTrusteeOrder` lists the orders that renewed an automatically renewed order, oldest first.
//! The list is JSON text.

use serde::Serialize;
use serde_json::json;

use crate::cas::{
    faults::NOT_FOUND,
    orders::order_faults::{NO_ORDER, NOT_SUPPLIED},
    orders::order_flow,
    orders::order_states,
    tables::{
        Owner, certificates,
        orders::{self, Order},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, request::page::OffsetPage};

pub(in crate::cas) struct ListTrusteeOrder {
    certificate: Option<i64>,
    order: Option<i64>,
    part: OffsetPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    trustee_order_list: String,
    total_count: i64,
    max_results: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

impl Action for ListTrusteeOrder {
    const NAME: &'static str = "ListTrusteeOrder";
    const DOC: &'static str = "Queries the orders that renewed an automatically renewed order.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[NOT_SUPPLIED, NOT_FOUND, NO_ORDER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            certificate: p.optional(int("CertificateId").doc("A certificate of the order."))?,
            order: p.optional(int("OrderId").doc("The order."))?,
            part: OffsetPage::next_token_and_max_results(p, 20, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let id = match (self.order, self.certificate) {
            (Some(order), _) => order,
            (None, Some(id)) => {
                let found = certificates::certificate(cx.tx, owner, id)?;
                found.and_then(|it| it.order).ok_or(NOT_FOUND)?
            }
            (None, None) => return Err(NOT_SUPPLIED.with("OrderId")),
        };
        let order = order_flow::find(cx, id)?;
        let (found, total) = orders::renewals(cx.tx, owner, order.id, self.part)?;
        let list: Vec<_> = found.iter().map(shown).collect();
        Ok(Response {
            trustee_order_list: json!(list).to_string(),
            total_count: total,
            max_results: self.part.size,
            next_token: self.part.next(total),
        })
    }
}

fn shown(order: &Order) -> serde_json::Value {
    json!({
        "OrderId": order.id, "InstanceId": order.instance, "ProductCode": order.product,
        "Domain": order.domain, "Status": order_states::listed(order.state.as_str(), "issued"),
        "CertificateId": order.certificate, "BuyDate": order.made,
    })
}
