//! `SearchAlertContact` lists contacts and webhook contacts, newest first (assumed), by parts of their
//! names, numbers and addresses. Ids that there are not are left out (observed: Terraform looks for what it has deleted).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        contacts::{
            contact_rules::{ContactFilter, FORMER},
            contact_view::LegacyContact,
        },
        id_lists::{self, ids},
        list_filter::part,
        region,
        tables::{
            contacts::{self, Contact},
            groups,
            webhooks::{self, Webhook},
        },
        webhooks::webhook_view,
    },
    ports::store::Tx,
    request::page::Page,
};

pub(in crate::arms) struct SearchAlertContact {
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
    page_number: i64,
    page_size: i64,
    total_count: i64,
    contacts: Vec<Found>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    #[serde(flatten)]
    contact: LegacyContact,
    /// The names of its groups.
    content: String,
    resource_group_id: String,
    /// The request of a webhook contact, as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook: Option<String>,
}

/// One of the two kinds of contacts that the list has.
enum Either {
    Person(Contact),
    Webhook(Webhook),
}

impl Either {
    const fn legacy(&self) -> i64 {
        match self {
            Self::Person(it) => it.legacy,
            Self::Webhook(it) => it.legacy,
        }
    }
}

impl Action for SearchAlertContact {
    const NAME: &'static str = "SearchAlertContact";
    const DOC: &'static str = "Lists contacts.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let ids = p.optional(ids("ContactIds").doc("Only these contacts."))?;
        let filter = ContactFilter {
            name: p.optional(part("ContactName").doc("A part of the name."))?,
            phone: p.optional(part("Phone").doc("A part of the phone number."))?,
            mail: p.optional(part("Email").doc("A part of the mail address."))?,
            ids: ids.and_then(|list| id_lists::set(&list)),
        };
        Ok(Self { filter, page: Page::texts(p, "CurrentPage", 10, 9999)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let (found, total_count) = self.find(cx.tx, &account)?;
        let mut contacts = Vec::with_capacity(found.len());
        for either in found {
            contacts.push(match either {
                Either::Person(contact) => {
                    let groups = groups::of_contact(cx.tx, &account, contact.id)?;
                    let names: Vec<String> = groups.into_iter().map(|group| group.name).collect();
                    Found {
                        contact: LegacyContact::of(&account, &contact),
                        content: names.join(" | "),
                        resource_group_id: contact.resource_group,
                        webhook: None,
                    }
                }
                Either::Webhook(webhook) => Found {
                    contact: LegacyContact::of_webhook(&account, &webhook),
                    content: String::new(),
                    resource_group_id: String::new(),
                    webhook: Some(webhook_view::legacy_text(&account, &webhook)),
                },
            });
        }
        let Page { number: page_number, size: page_size } = self.page;
        Ok(Response { page_bean: PageBean { page_number, page_size, total_count, contacts } })
    }
}

impl SearchAlertContact {
    /// The page, and how many fit.
    fn find(&self, tx: &mut dyn Tx, account: &str) -> Result<(Vec<Either>, i64)> {
        if self.filter.is_none() {
            let (first, skip, held) = contacts::legacy_start(tx, account, self.page)?;
            let most = skip.saturating_add(self.page.size);
            let people = contacts::from_legacy_id(tx, account, first, most)?;
            let all = newest_first(people, webhooks::from_legacy_id(tx, account, first, most)?);
            let count = |it: i64| usize::try_from(it).unwrap_or(usize::MAX);
            let page = all.into_iter().skip(count(skip)).take(count(self.page.size));
            return Ok((page.collect(), held));
        }
        let people = self.filter.find(tx, account, &FORMER)?;
        let mut hooks = webhooks::all(tx, account)?;
        hooks.retain(|it| self.filter.fits(it.legacy, &it.name, None, None));
        Ok(self.page.and_total(newest_first(people, hooks)))
    }
}

fn newest_first(people: Vec<Contact>, hooks: Vec<Webhook>) -> Vec<Either> {
    let people = people.into_iter().map(Either::Person);
    let mut all: Vec<Either> = people.chain(hooks.into_iter().map(Either::Webhook)).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.legacy()));
    all
}
