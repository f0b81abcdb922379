//! `DescribeWebhookContacts` lists webhook contacts, newest first (assumed).

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        contacts::contact_rules::{ids, part},
        id_lists,
        tables::webhooks::{self, Webhook},
        webhooks::webhook_view::object,
    },
    request::page::Page,
};

pub(in crate::arms) struct DescribeWebhookContacts {
    name: Option<String>,
    ids: Option<BTreeSet<i64>>,
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
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = p.optional(ids("ContactIds").doc("Only these webhook contacts."))?;
        Ok(Self {
            name: p.optional(part("WebhookName").doc("A part of the name."))?,
            ids: ids.and_then(|list| id_lists::set(&list)),
            page: Page::page_and_size(p, 9999)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = webhooks::all(cx.tx, &cx.caller.account)?;
        found.retain(|it| {
            self.name.as_ref().is_none_or(|part| it.name.contains(part))
                && self.ids.as_ref().is_none_or(|ids| ids.contains(&it.id))
        });
        let total = found.len();
        let webhook_contacts = self.page.of(found).map(Shown::from).collect();
        let Page { number: page, size } = self.page;
        Ok(Response { page_bean: PageBean { page, size, total, webhook_contacts } })
    }
}
