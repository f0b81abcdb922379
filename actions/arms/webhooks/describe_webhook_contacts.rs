//! `DescribeWebhookContacts` lists webhook contacts, newest first (assumed).

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        id_lists::ids,
        list_filter::ListFilter,
        tables::webhooks::{self, Webhook},
        webhooks::webhook_view::object,
    },
    request::page::Page,
};

pub(in crate::arms) struct DescribeWebhookContacts {
    filter: ListFilter,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    page_bean: PageBean,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PageBean {
    page: i64,
    size: i64,
    total: usize,
    webhook_contacts: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    webhook_id: i64,
    webhook_name: String,
    webhook: Request,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Request {
    url: String,
    method: String,
    biz_headers: Map<String, Value>,
    biz_params: Map<String, Value>,
    body: String,
    recover_body: String,
}

impl From<Webhook> for Shown {
    fn from(it: Webhook) -> Self {
        Self {
            webhook_id: it.id,
            webhook_name: it.name,
            webhook: Request {
                url: it.url,
                method: it.method,
                biz_headers: object(&it.headers),
                biz_params: object(&it.params),
                body: it.body,
                recover_body: it.recover_body,
            },
        }
    }
}

impl Action for DescribeWebhookContacts {
    const NAME: &'static str = "DescribeWebhookContacts";
    const DOC: &'static str = "Lists webhook contacts.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "SearchContact";
    const RAM_ALSO: Option<&'static str> = Some(Self::NAME);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            filter: ListFilter::read(
                p,
                "WebhookName",
                ids("ContactIds").doc("Only these webhook contacts."),
            )?,
            page: Page::page_and_size(p, 9999)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = webhooks::all(cx.tx, &cx.caller.account)?;
        found.retain(|it| self.filter.fits(it.id, &it.name));
        let total = found.len();
        let webhook_contacts = self.page.of(found).map(Shown::from).collect();
        let Page { number: page, size } = self.page;
        Ok(Response { page_bean: PageBean { page, size, total, webhook_contacts } })
    }
}
