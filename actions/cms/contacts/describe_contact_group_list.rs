//! `DescribeContactGroupList` lists alert contact groups in creation order.
//!
//! The answer contains the page twice: in full, and as names only.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, cms::tables, request::page::Page};

pub(in crate::cms) struct DescribeContactGroupList {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    total: i64,
    contact_group_list: List<Group>,
    contact_groups: List<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct List<T> {
    contact_group: Vec<T>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Group {
    name: String,
    describe: String,
    enable_subscribed: bool,
    /// Whether weekly reports are available to the account.
    enabled_weekly_report: bool,
    create_time: i64,
    update_time: i64,
    contacts: Contacts,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Contacts {
    contact: Vec<String>,
}

impl Action for DescribeContactGroupList {
    const NAME: &'static str = "DescribeContactGroupList";
    const DOC: &'static str = "Queries alert contact groups.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 100, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let (found, total) = tables::list_groups(cx.tx, account, self.page)?;
        let names = found.iter().map(|g| g.name.clone()).collect();
        let mut groups = Vec::with_capacity(found.len());
        for g in found {
            let contact = tables::member_names(cx.tx, account, g.seq)?;
            groups.push(Group {
                name: g.name,
                describe: g.about,
                enable_subscribed: g.subscribed,
                enabled_weekly_report: false,
                create_time: g.made,
                update_time: g.changed,
                contacts: Contacts { contact },
            });
        }
        Ok(Response {
            total,
            contact_group_list: List { contact_group: groups },
            contact_groups: List { contact_group: names },
        })
    }
}
