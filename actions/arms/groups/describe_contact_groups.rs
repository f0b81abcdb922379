//! `DescribeContactGroups` lists groups, newest first (assumed), with both of their ids.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        id_lists::ids,
        list_filter::ListFilter,
        tables::{
            contacts::{self, Contact},
            groups,
        },
    },
    flag,
    request::page::Page,
    text,
};

pub(in crate::arms) struct DescribeContactGroups {
    filter: ListFilter,
    with_contacts: bool,
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
    alert_contact_groups: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    contact_group_id: i64,
    contact_group_name: String,
    arms_contact_group_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    contacts: Option<Vec<Member>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Member {
    contact_id: i64,
    arms_contact_id: i64,
    contact_name: String,
    phone: String,
    email: String,
}

impl From<Contact> for Member {
    fn from(it: Contact) -> Self {
        Self {
            contact_id: it.id,
            arms_contact_id: it.legacy,
            contact_name: it.name,
            phone: it.phone.unwrap_or_default(),
            email: it.mail.unwrap_or_default(),
        }
    }
}

impl Action for DescribeContactGroups {
    const NAME: &'static str = "DescribeContactGroups";
    const DOC: &'static str = "Lists contact groups.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "SearchContactGroup";
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("RegionId").doc("The region; groups are the same in all."))?;
        Ok(Self {
            filter: ListFilter::read(
                p,
                "ContactGroupName",
                ids("GroupIds").doc("Only these groups."),
            )?,
            with_contacts: p.default(flag("IsDetail").doc("Whether to list contacts."), false)?,
            page: Page::page_and_size(p, 9999)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let (found, total) = if self.filter.is_none() {
            groups::page(cx.tx, &account, self.page)?
        } else {
            let mut all = groups::all(cx.tx, &account)?;
            all.retain(|group| self.filter.fits(group.id, &group.name));
            self.page.and_total(all)
        };
        let mut shown = Vec::with_capacity(found.len());
        for group in found {
            let contacts = if self.with_contacts {
                let members = contacts::of_group(cx.tx, &account, group.id)?;
                Some(members.into_iter().map(Member::from).collect())
            } else {
                None
            };
            shown.push(Shown {
                contact_group_id: group.id,
                contact_group_name: group.name,
                arms_contact_group_id: group.legacy,
                contacts,
            });
        }
        let Page { number: page, size } = self.page;
        Ok(Response { page_bean: PageBean { page, size, total, alert_contact_groups: shown } })
    }
}
