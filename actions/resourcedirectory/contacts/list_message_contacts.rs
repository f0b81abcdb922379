//! `ListMessageContacts` lists the contacts of the directory, newest first (assumed).
//!
//! `Member` lists those that are bound to exactly that target, and not those that it inherits
//! (assumed).
//!
//! Assumed: what sizes of pages that are out of range do.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result,
    request::page::Page,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::{
            contact_rules::{NO_CONTACT, contact_id, find},
            contact_targets::scope_of,
            contact_view::ContactView,
        },
        faults::NO_DIRECTORY,
        tables::contacts,
        tree::is_target_id,
    },
    text,
};

pub(in crate::resourcedirectory) struct ListMessageContacts {
    contact: Option<String>,
    member: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    contacts: Vec<ContactView>,
}

const NO_MEMBER: Fault =
    Fault { status: 404, code: "EntityNotExists.Member", message: "This Member does not exist." };

impl Action for ListMessageContacts {
    const NAME: &'static str = "ListMessageContacts";
    const DOC: &'static str = "Lists message contacts.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACTS;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_CONTACT, NO_MEMBER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let member = text("Member").form("id of a directory, a folder or an account", is_target_id);
        let member = member.doc("Only those that are bound to this directory, folder or member.");
        Ok(Self {
            contact: p.optional(contact_id())?,
            member: p.optional(member)?,
            page: Page::number_and_nearest_size(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let scope = match &self.member {
            Some(id) => Some(scope_of(cx.tx, &directory, id)?.ok_or(NO_MEMBER)?),
            None => None,
        };
        let one = match &self.contact {
            Some(id) => Some(find(cx, &directory, id)?),
            None => None,
        };
        let Page { number, size } = self.page;
        let (total, found) = match (&scope, one) {
            (None, None) => {
                let page = contacts::page(cx.tx, &directory.id, self.page.skip(), size)?;
                (contacts::count(cx.tx, &directory.id)?, page)
            }
            (scope, one) => {
                let mut all = match scope {
                    Some(scope) => contacts::bound_to(cx.tx, &directory.id, scope)?,
                    None => Vec::new(),
                };
                match one {
                    Some(one) if scope.is_none() => all = vec![one],
                    Some(one) => all.retain(|it| it.id == one.id),
                    None => {}
                }
                let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
                (total, self.page.of(all).collect())
            }
        };
        let shown = found.into_iter().map(|it| ContactView::of(cx.tx, it, scope.as_deref()));
        Ok(Response {
            total_count: total,
            page_number: number,
            page_size: size,
            contacts: shown.collect::<Result<_, _>>()?,
        })
    }
}
