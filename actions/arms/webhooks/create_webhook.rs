//! `CreateWebhook` creates a webhook contact: the former action. A body is needed for each method (documented).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        region,
        tables::webhooks::Webhook,
        webhooks::webhook_rules::{read_webhook, save},
    },
};

pub(in crate::arms) struct CreateWebhook(Webhook);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    /// A text, though other answers have a number.
    contact_id: String,
}

impl Action for CreateWebhook {
    const NAME: &'static str = "CreateWebhook";
    const DOC: &'static str = "Creates a webhook contact.";
    const ACCESS: Access = Access::Create;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        Ok(Self(read_webhook(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let Self(mut webhook) = self;
        save(cx, &mut webhook, "HttpParams")?;
        Ok(Response { contact_id: webhook.legacy.to_string() })
    }
}
