//! `GetContact` shows one contact. Its address, number and identity card are masked.

use serde::Serialize;

use crate::cas::{
    contacts::contact_rules::{masked_address, masked_id_card, masked_number},
    faults::NOT_FOUND,
    tables::{Owner, contacts},
};
use crate::{Access, Action, ApiError, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct GetContact {
    id: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    contact_id: i64,
    name: String,
    mobile: String,
    mobile_status: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    email_status: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_card: Option<String>,
    webhooks: String,
    webhook_list: Vec<String>,
}

impl Action for GetContact {
    const NAME: &'static str = "GetContact";
    const DOC: &'static str = "Queries a contact.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("ContactId").doc("The contact."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let c = contacts::contact(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        Ok(Response {
            contact_id: c.id,
            mobile: masked_number(&c.mobile),
            mobile_status: c.mobile_confirmed.into(),
            email: c.email.as_deref().map(masked_address),
            email_status: c.email_confirmed.into(),
            id_card: c.id_card.as_deref().map(masked_id_card),
            webhook_list: serde_json::from_str(&c.webhooks).map_err(ApiError::internal)?,
            webhooks: c.webhooks,
            name: c.name,
        })
    }
}
