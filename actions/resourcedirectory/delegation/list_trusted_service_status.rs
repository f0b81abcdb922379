//! `ListTrustedServiceStatus` lists the trusted services that the management account, or a delegated
//! administrator, has enabled.
//!
//! A service is enabled in its own console, which is not emulated. Services with a delegated administrator count as
//! enabled, since the first of these was registered (assumed).

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::member_names::account_id,
    callers::{READER, readable},
    faults::NO_DIRECTORY,
    tables::delegates,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, request::page::Page,
    shared::format::iso_millis,
};

pub(in crate::resourcedirectory) struct ListTrustedServiceStatus {
    admin: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    enabled_service_principals: Enabled,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Enabled {
    enabled_service_principal: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    service_principal: String,
    enable_time: String,
}

impl Action for ListTrustedServiceStatus {
    const NAME: &'static str = "ListTrustedServiceStatus";
    const DOC: &'static str = "Lists the trusted services that are enabled.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = READER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let admin = account_id("AdminAccountId")
            .doc("The account that has enabled them; else the management account.");
        Ok(Self { admin: p.optional(admin)?, page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let admin = self.admin.as_deref().filter(|admin| *admin != directory.master);
        let (found, total_count) = delegates::services(cx.tx, &directory.id, admin, self.page)?;
        let shown = |(service_principal, since)| Shown {
            service_principal,
            enable_time: iso_millis(since),
        };
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            enabled_service_principals: Enabled {
                enabled_service_principal: found.into_iter().map(shown).collect(),
            },
        })
    }
}
