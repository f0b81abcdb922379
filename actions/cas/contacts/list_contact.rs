//! `ListContact` lists contacts, newest first. Addresses and numbers are masked; the keyword is
//! searched in the unmasked values.
//!
//! Assumed: newest first, since the first row of the page is the default contact.

use serde::Serialize;

use crate::cas::{
    contacts::contact_rules::{masked_address, masked_number},
    tables::{Owner, contacts},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, ApiError, Cx, Params, Result, request::page::Page, text};

pub(in crate::cas) struct ListContact {
    keyword: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    contact_list: Vec<Contact>,
    current_page: i64,
    show_size: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    keyword: Option<String>,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Contact {
    contact_id: i64,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    email_status: i64,
    mobile: String,
    mobile_status: i64,
    webhooks: String,
    webhook_list: Vec<String>,
}

impl Action for ListContact {
    const NAME: &'static str = "ListContact";
    const DOC: &'static str = "Queries contacts.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let keyword = text("Keyword").doc("Part of a name, a mail address or a phone number.");
        Ok(Self { keyword: p.optional(keyword)?, page: Page::current_and_show(p, 20, 1000)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let (found, total) = contacts::list(cx.tx, owner, like.as_deref(), self.page)?;
        let contact_list = found
            .into_iter()
            .map(|c| {
                Ok(Contact {
                    contact_id: c.id,
                    email: c.email.as_deref().map(masked_address),
                    email_status: c.email_confirmed.into(),
                    mobile: masked_number(&c.mobile),
                    mobile_status: c.mobile_confirmed.into(),
                    webhook_list: serde_json::from_str(&c.webhooks).map_err(ApiError::internal)?,
                    webhooks: c.webhooks,
                    name: c.name,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Response {
            contact_list,
            current_page: self.page.number,
            show_size: self.page.size,
            keyword: self.keyword,
            total_count: total,
        })
    }
}
