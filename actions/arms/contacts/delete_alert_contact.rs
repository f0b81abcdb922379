//! `DeleteAlertContact` deletes a contact or a webhook contact, which leaves all groups and policies. A contact that
//! there is not is answered with `IsSuccess` false (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        contacts::contact_rules::{contact_id, delete},
        region,
        tables::{contacts, webhooks},
    },
};

pub(in crate::arms) struct DeleteAlertContact(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for DeleteAlertContact {
    const NAME: &'static str = "DeleteAlertContact";
    const DOC: &'static str = "Deletes a contact.";
    const ACCESS: Access = Access::Delete;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        Ok(Self(p.required(contact_id())?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if let Some(contact) = contacts::by_legacy_id(cx.tx, &cx.caller.account, self.0)? {
            delete(cx, &contact)?;
            return Ok(Response { is_success: true });
        }
        let account = &cx.caller.account;
        let webhook = webhooks::by_legacy_id(cx.tx, account, self.0)?;
        if let Some(webhook) = &webhook {
            webhooks::delete(cx.tx, account, webhook.id)?;
        }
        Ok(Response { is_success: webhook.is_some() })
    }
}
