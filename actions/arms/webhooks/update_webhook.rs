//! `UpdateWebhook` sets all of a webhook contact: what is omitted is removed (assumed, as what
//! `UpdateAlertContact` omits is).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        contacts::contact_rules::contact_id,
        region,
        tables::webhooks::{self, Webhook},
        webhooks::webhook_rules::{NO_WEBHOOK, read_webhook, save},
    },
};

pub(in crate::arms) struct UpdateWebhook {
    id: i64,
    webhook: Webhook,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for UpdateWebhook {
    const NAME: &'static str = "UpdateWebhook";
    const DOC: &'static str = "Changes a webhook contact.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_WEBHOOK];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        Ok(Self { id: p.required(contact_id())?, webhook: read_webhook(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = webhooks::by_legacy_id(cx.tx, &cx.caller.account, self.id)?;
        let Webhook { id, legacy, made, .. } = found.ok_or(NO_WEBHOOK)?;
        let mut webhook = Webhook { id, legacy, made, ..self.webhook };
        save(cx, &mut webhook, "HttpParams")?;
        Ok(Response { is_success: true })
    }
}
