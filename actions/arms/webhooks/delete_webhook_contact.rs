//! `DeleteWebhookContact` deletes a webhook contact, which leaves all policies. A webhook contact that there is not
//! is answered with `IsSuccess` false (assumed).

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, arms::tables::webhooks, int};

pub(in crate::arms) struct DeleteWebhookContact(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for DeleteWebhookContact {
    const NAME: &'static str = "DeleteWebhookContact";
    const DOC: &'static str = "Deletes a webhook contact.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "DeleteContact";
    const RAM_ALSO: Option<&'static str> = Some(Self::NAME);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(int("WebhookId").doc("The id of the webhook contact."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { is_success: webhooks::delete(cx.tx, &cx.caller.account, self.0)? })
    }
}
