//! `SearchAlertContactGroup` lists all groups that fit, newest first (assumed); it has no pages
//! (documented).
//!
//! Assumed: the name of a contact must be whole.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        contacts::contact_view::LegacyContact,
        id_lists::ids,
        list_filter::{ListFilter, part},
        region,
        tables::{contacts, groups},
    },
    flag, int,
};

pub(in crate::arms) struct SearchAlertContactGroup {
    filter: ListFilter,
    contact: Option<i64>,
    contact_name: Option<String>,
    with_contacts: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    contact_groups: Vec<Found>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    contact_group_id: i64,
    contact_group_name: String,
    user_id: String,
    create_time: i64,
    update_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    contacts: Option<Vec<LegacyContact>>,
}

impl Action for SearchAlertContactGroup {
    const NAME: &'static str = "SearchAlertContactGroup";
    const DOC: &'static str = "Lists contact groups.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let ids = ids("ContactGroupIds").doc("Only these groups.");
        Ok(Self {
            filter: ListFilter::read(p, "ContactGroupName", ids)?,
            contact: p.optional(int("ContactId").doc("Only those with this contact."))?,
            contact_name: p
                .optional(part("ContactName").doc("Only those with a contact of this name."))?,
            with_contacts: p.default(flag("IsDetail").doc("Whether to list contacts."), false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let mut contact_groups = Vec::new();
        for group in groups::all(cx.tx, &account)? {
            if !self.filter.fits(group.legacy, &group.name) {
                continue;
            }
            let asked = self.with_contacts || self.contact.is_some() || self.contact_name.is_some();
            let members =
                if asked { contacts::of_group(cx.tx, &account, group.id)? } else { Vec::new() };
            let has = |id: i64| members.iter().any(|it| it.legacy == id);
            let has_named = |name: &String| members.iter().any(|it| it.name == *name);
            if !self.contact.is_none_or(has) || !self.contact_name.as_ref().is_none_or(has_named) {
                continue;
            }
            let shown = || members.iter().map(|it| LegacyContact::of(&account, it)).collect();
            contact_groups.push(Found {
                contact_group_id: group.legacy,
                contact_group_name: group.name,
                user_id: account.clone(),
                create_time: group.made,
                update_time: group.changed,
                contacts: self.with_contacts.then(shown),
            });
        }
        Ok(Response { contact_groups })
    }
}
