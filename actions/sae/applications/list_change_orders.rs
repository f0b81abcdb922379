//! `ListChangeOrders` lists the change orders of an application, newest first.

use serde::Serialize;

use super::{
    application_states::number,
    change_orders::{NO_APPLICATION, app_id, application},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, flag,
    request::page::Page,
    sae::{
        current_page,
        tables::change_orders::{ChangeOrder, of_application},
    },
    shared::format::shanghai_time,
    text,
};

pub(in crate::sae) struct ListChangeOrders {
    app: String,
    status: Option<String>,
    kind: Option<String>,
    key: Option<String>,
    oldest_first: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    change_order_list: Vec<Item>,
    current_page: i64,
    page_size: i64,
    total_size: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    app_id: String,
    batch_count: i64,
    batch_type: &'static str,
    change_order_id: String,
    co_type: &'static str,
    co_type_code: &'static str,
    create_time: String,
    /// Who asked for it.
    create_user_id: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    finish_time: Option<String>,
    source: &'static str,
    status: i64,
    /// The id of the account (assumed: the page shows its name).
    user_id: String,
}

impl Item {
    fn new(order: ChangeOrder, account: &str) -> Self {
        let ended = order.status != "RUNNING";
        Self {
            app_id: order.app,
            batch_count: 1,
            batch_type: "auto",
            change_order_id: order.id,
            co_type: order.kind.name(),
            co_type_code: order.kind.code(),
            create_time: shanghai_time(order.made),
            create_user_id: order.caller,
            description: order.description,
            finish_time: ended.then(|| shanghai_time(order.changed)),
            source: "openapi",
            status: number(order.status),
            user_id: account.to_owned(),
        }
    }
}

impl Action for ListChangeOrders {
    const NAME: &'static str = "ListChangeOrders";
    const DOC: &'static str = "Lists the change orders of an application, newest first.";
    const METHOD: Option<&'static str> = Some("GET");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/changeorder/ListChangeOrders");
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_APPLICATION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let order_by = text("OrderBy").doc("By what they are ordered. Has no effect.");
        p.optional(order_by)?;
        Ok(Self {
            app: app_id(p)?,
            status: p.optional(text("CoStatus").doc("Only those with this status: 2."))?,
            kind: p.optional(text("CoType").doc("Only those of this kind: CoDeploy."))?,
            key: p.optional(text("Key").doc("Only those with this in their description."))?,
            oldest_first: p.default(flag("Reverse").doc("Whether the oldest is first."), false)?,
            page: current_page(p, 10_000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let app = application(cx, &self.app)?;
        let mut all = of_application(cx.tx, &cx.caller.account, &app.id)?;
        all.retain(|order| {
            self.status.as_ref().is_none_or(|it| *it == number(order.status).to_string())
                && self.kind.as_ref().is_none_or(|it| it == order.kind.code())
                && self.key.as_ref().is_none_or(|it| order.description.contains(it))
        });
        if self.oldest_first {
            all.reverse();
        }
        Ok(Response {
            data: Data {
                total_size: all.len(),
                change_order_list: self
                    .page
                    .of(all)
                    .map(|it| Item::new(it, cx.account()))
                    .collect(),
                current_page: self.page.number,
                page_size: self.page.size,
            },
        })
    }
}
