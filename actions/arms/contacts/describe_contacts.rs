//! `DescribeContacts` lists contacts, newest first (assumed), with both of their ids.
//!
//! Assumed: `Verbose` adds nothing to the published answer.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        contacts::contact_rules::{CURRENT, ContactFilter},
        id_lists::{self, ids},
        list_filter::part,
        tables::contacts::{self, Contact},
    },
    request::page::Page,
    text,
};

pub(in crate::arms) struct DescribeContacts {
    filter: ContactFilter,
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
    total: i64,
    alert_contacts: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    contact_id: i64,
    arms_contact_id: i64,
    contact_name: String,
    phone: String,
    email: String,
    is_verify: bool,
    is_email_verify: bool,
    reissue_send_notice: i64,
}

impl From<Contact> for Shown {
    fn from(it: Contact) -> Self {
        Self {
            contact_id: it.id,
            arms_contact_id: it.legacy,
            contact_name: it.name,
            phone: it.phone.unwrap_or_default(),
            email: it.mail.unwrap_or_default(),
            is_verify: it.phone_verified,
            is_email_verify: it.mail_verified,
            reissue_send_notice: it.reissue,
        }
    }
}

impl Action for DescribeContacts {
    const NAME: &'static str = "DescribeContacts";
    const DOC: &'static str = "Lists contacts.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "SearchContact";
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = p.optional(ids("ContactIds").doc("Only these contacts."))?;
        let filter = ContactFilter {
            name: p.optional(part("ContactName").doc("A part of the name."))?,
            phone: p.optional(part("Phone").doc("A part of the phone number."))?,
            mail: p.optional(part("Email").doc("A part of the mail address."))?,
            ids: ids.and_then(|list| id_lists::set(&list)),
        };
        p.optional(text("Verbose").doc("Whether to say more; without effect here."))?;
        p.optional(text("RegionId").doc("The region; contacts are the same in all."))?;
        Ok(Self { filter, page: Page::page_and_size(p, 9999)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let (found, total) = if self.filter.is_none() {
            contacts::page(cx.tx, account, self.page)?
        } else {
            self.page.and_total(self.filter.find(cx.tx, account, &CURRENT)?)
        };
        let alert_contacts = found.into_iter().map(Shown::from).collect();
        let Page { number: page, size } = self.page;
        Ok(Response { page_bean: PageBean { page, size, total, alert_contacts } })
    }
}
