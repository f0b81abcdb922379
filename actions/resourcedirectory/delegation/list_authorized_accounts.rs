//! `ListAuthorizedAccounts` lists the members that the caller may query. Assumed: those that its policies allow it to
//! call `GetAccount` on; the order is by account.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::member_view::Shown,
    arns,
    callers::{READER, readable},
    delegation::authorized::{self, BATCH},
    faults::NO_DIRECTORY,
    tables::members::{self, Member},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, request::page::Page};

pub(in crate::resourcedirectory) struct ListAuthorizedAccounts {
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
    account: Vec<Listed>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    #[serde(flatten)]
    shown: Shown,
    resource_directory_path: String,
}

impl Action for ListAuthorizedAccounts {
    const NAME: &'static str = "ListAuthorizedAccounts";
    const DOC: &'static str = "Lists the members that the caller may query.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = READER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let (found, total_count) = authorized::page(
            cx,
            self.page,
            "resourcemanager:GetAccount",
            |tx, after| members::after(tx, &directory.id, after, BATCH),
            |member| &member.account,
            |caller, member| arns::account_arn(caller, &member.directory_path()),
        )?;
        let listed = |member: Member| Listed {
            resource_directory_path: member.directory_path(),
            shown: Shown::of(member),
        };
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            accounts: Accounts { account: found.into_iter().map(listed).collect() },
        })
    }
}
