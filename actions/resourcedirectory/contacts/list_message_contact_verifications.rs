//! `ListMessageContactVerifications` lists the values of a contact that wait to be verified.

use serde::Serialize;

use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result,
    request::page::Page,
    resourcedirectory::{
        arns,
        callers::{MANAGER, managed},
        contacts::contact_rules::{NO_CONTACT, contact_id, find},
        faults::NO_DIRECTORY,
    },
};

pub(in crate::resourcedirectory) struct ListMessageContactVerifications {
    contact: String,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: usize,
    page_number: i64,
    page_size: i64,
    contact_verifications: Vec<Waiting>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Waiting {
    contact_id: String,
    target: String,
}

impl Action for ListMessageContactVerifications {
    const NAME: &'static str = "ListMessageContactVerifications";
    const DOC: &'static str = "Lists what is to be verified of a contact.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::CONTACT;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_CONTACT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let contact = p.required(contact_id())?;
        Ok(Self { contact, page: Page::number_and_nearest_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let contact = find(cx, &directory, &self.contact)?;
        let values = [contact.mail.unconfirmed(), contact.phone.unconfirmed()];
        let waiting: Vec<_> = values
            .into_iter()
            .flatten()
            .map(|target| Waiting { contact_id: contact.id.clone(), target: target.to_owned() })
            .collect();
        Ok(Response {
            total_count: waiting.len(),
            page_number: self.page.number,
            page_size: self.page.size,
            contact_verifications: self.page.of(waiting).collect(),
        })
    }
}
