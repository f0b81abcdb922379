//! `CreateOrUpdateWebhookContact` creates a webhook contact, or changes the one that it names: the
//! alert-management action.
//!
//! Both bodies are needed for `Post` (documented). What an update omits is kept, and what is empty is removed
//! (assumed, as in `CreateOrUpdateContact`).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        MISSING,
        tables::webhooks::{self, Webhook},
        webhooks::webhook_rules::{
            NO_WEBHOOK, body, fields, method, read_method, save, url, webhook_name,
        },
    },
    int,
};

pub(in crate::arms) struct CreateOrUpdateWebhookContact {
    id: Option<i64>,
    name: String,
    method: String,
    url: String,
    headers: Option<String>,
    params: Option<String>,
    body: Option<String>,
    recover_body: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    webhook_contact: Saved,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Saved {
    webhook_id: i64,
    webhook_name: String,
    webhook: Request,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Request {
    url: String,
    method: String,
    /// A text here, as it was sent; an object in `DescribeWebhookContacts`.
    biz_headers: String,
    biz_params: String,
    body: String,
    recover_body: String,
}

impl Action for CreateOrUpdateWebhookContact {
    const NAME: &'static str = "CreateOrUpdateWebhookContact";
    const DOC: &'static str = "Creates or changes a webhook contact.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "CreateContact";
    const RAM_ALSO: Option<&'static str> = Some(Self::NAME);
    const FAULTS: &'static [Fault] = &[MISSING, NO_WEBHOOK];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let headers = fields("BizHeaders").keep_empty().doc("The headers of the request.");
        let params = fields("BizParams").keep_empty().doc("The parameters of its query.");
        let after = body("RecoverBody").keep_empty().doc("The body once an alert is over.");
        let body = body("Body").keep_empty().doc("The body of the request, with placeholders.");
        Ok(Self {
            id: p.optional(int("WebhookId").doc("The webhook contact to change."))?,
            name: p.required(webhook_name("WebhookName"))?,
            method: p.required(method())?,
            url: p.required(url())?,
            headers: p.optional(headers)?,
            params: p.optional(params)?,
            body: p.optional(body)?,
            recover_body: p.optional(after)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut webhook = match self.id {
            Some(id) => webhooks::webhook(cx.tx, &cx.caller.account, id)?.ok_or(NO_WEBHOOK)?,
            None => Webhook::default(),
        };
        webhook.name = self.name;
        webhook.url = self.url;
        webhook.method = read_method(&self.method).unwrap_or_default().to_owned();
        webhook.headers = self.headers.unwrap_or(webhook.headers);
        webhook.params = self.params.unwrap_or(webhook.params);
        webhook.body = self.body.unwrap_or(webhook.body);
        webhook.recover_body = self.recover_body.unwrap_or(webhook.recover_body);
        for (name, body) in [("Body", &webhook.body), ("RecoverBody", &webhook.recover_body)] {
            if webhook.method == "Post" && body.is_empty() {
                return Err(MISSING.with(name));
            }
        }
        save(cx, &mut webhook, "BizParams")?;
        Ok(Response {
            webhook_contact: Saved {
                webhook_id: webhook.id,
                webhook_name: webhook.name,
                webhook: Request {
                    url: webhook.url,
                    method: webhook.method,
                    biz_headers: webhook.headers,
                    biz_params: webhook.params,
                    body: webhook.body,
                    recover_body: webhook.recover_body,
                },
            },
        })
    }
}
