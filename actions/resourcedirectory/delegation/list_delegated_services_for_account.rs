//! `ListDelegatedServicesForAccount` lists the trusted services that a member is the delegated administrator
//! of.
//!
//! The newer product documents pages by `MaxResults` and `NextToken`, the former one none: all services are
//! answered unless the call has a `MaxResults`. A service with a delegated administrator is enabled
//! (assumed).
//!
//! Assumed: all are answered where `MaxResults` is left out; the code of an account that is no member.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{member_names::account_id, named_member::find},
    arns,
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY},
    tables::delegates,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result,
    request::page::{OffsetPage, Page},
};

/// How many services are answered at most.
const MOST: i64 = 100;

pub(in crate::resourcedirectory) struct ListDelegatedServicesForAccount {
    account: String,
    part: OffsetPage,
    /// How many are answered where the call has no size.
    most: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    delegated_services: Services,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_results: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Services {
    delegated_service: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    service_principal: String,
    delegation_enabled_time: String,
    status: &'static str,
}

impl Action for ListDelegatedServicesForAccount {
    const NAME: &'static str = "ListDelegatedServicesForAccount";
    const DOC: &'static str = "Lists the trusted services that a member administers.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            account: p.required(account_id("AccountId").doc("The member."))?,
            part: OffsetPage::next_token_and_max_results(p, 0, MOST)?,
            most: p.page_size(MOST),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let account = &self.account;
        find(cx, &directory, account)?;
        let all = Page { number: 1, size: MOST };
        let (found, total) = delegates::services(cx.tx, &directory.id, Some(account), all)?;
        let max_results = Some(self.part.size).filter(|size| *size > 0);
        let part = OffsetPage { size: max_results.unwrap_or(self.most), ..self.part };
        let skip = usize::try_from(part.skip).unwrap_or(usize::MAX);
        let take = usize::try_from(part.size).unwrap_or(usize::MAX);
        let shown = |(service, since): (String, i64)| Shown {
            service_principal: service,
            delegation_enabled_time: since.to_string(),
            status: "ENABLED",
        };
        let shown = found.into_iter().skip(skip).take(take).map(shown).collect();
        Ok(Response {
            delegated_services: Services { delegated_service: shown },
            max_results,
            next_token: part.next(total),
        })
    }
}
