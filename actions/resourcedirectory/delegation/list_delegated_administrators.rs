//! `ListDelegatedAdministrators` lists the delegated administrators of one trusted service, or of all: one
//! entry for each service of a member, by service and account (the order is assumed). A service that there is
//! not has none.
//!
//! Assumed: a service that there is not has none.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    delegation::trusted_services::PRINCIPAL,
    faults::NO_DIRECTORY,
    tables::delegates::{self, Delegate},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, request::page::Page};

pub(in crate::resourcedirectory) struct ListDelegatedAdministrators {
    service: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    accounts: Accounts,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Accounts {
    account: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    account_id: String,
    display_name: String,
    join_method: &'static str,
    service_principal: String,
    delegation_enabled_time: String,
}

impl Action for ListDelegatedAdministrators {
    const NAME: &'static str = "ListDelegatedAdministrators";
    const DOC: &'static str = "Lists the delegated administrators of trusted services.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { service: p.optional(PRINCIPAL)?, page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let service = self.service.as_deref();
        let (found, total_count) =
            delegates::of_directory(cx.tx, &directory.id, service, self.page)?;
        let shown = |it: Delegate| Shown {
            account_id: it.account,
            display_name: it.display,
            join_method: if it.created { "created" } else { "invited" },
            service_principal: it.service,
            delegation_enabled_time: it.made.to_string(),
        };
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            accounts: Accounts { account: found.into_iter().map(shown).collect() },
        })
    }
}
