//! `CreateOrUpdateContactGroup` creates a group, or sets the name and the contacts of the one that it
//! names. A list of contacts that is omitted is kept, and an empty one empties the group (assumed, as what
//! `CreateOrUpdateContact` omits is).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        contacts::contact_rules::NO_CONTACT,
        groups::group_rules::{NO_GROUP, contacts_of, group_name},
        id_lists,
        id_lists::ids,
        tables::{
            contacts,
            groups::{self, Group},
        },
    },
    int,
};

pub(in crate::arms) struct CreateOrUpdateContactGroup {
    id: Option<i64>,
    name: String,
    contacts: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    alert_contact_group: Saved,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Saved {
    contact_group_id: i64,
    contact_group_name: String,
    /// A text, as in the vendor's schema; its sample has a list.
    contact_ids: String,
}

impl Action for CreateOrUpdateContactGroup {
    const NAME: &'static str = "CreateOrUpdateContactGroup";
    const DOC: &'static str = "Creates or changes a contact group.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "CreateContactGroup";
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_CONTACT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let contacts = ids("ContactIds").keep_empty().doc("The contacts in it.");
        Ok(Self {
            id: p.optional(int("ContactGroupId").doc("The group to change."))?,
            name: p.required(group_name())?,
            contacts: p.optional(contacts)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let mut group = match self.id {
            Some(id) => groups::group(cx.tx, account, id)?.ok_or(NO_GROUP)?,
            None => Group { made: cx.now, ..Group::default() },
        };
        let contacts = match (&self.contacts, self.id) {
            (None, Some(id)) => {
                contacts::of_group(cx.tx, account, id)?.into_iter().map(|it| it.id).collect()
            }
            (list, _) => contacts_of(cx.tx, account, list.as_deref(), contacts::contact)?,
        };
        group.name = self.name;
        group.changed = cx.now;
        if self.id.is_some() {
            groups::put(cx.tx, account, &group)?;
        } else {
            groups::add(cx.tx, account, &mut group)?;
        }
        groups::set_contacts(cx.tx, account, group.id, &contacts)?;
        Ok(Response {
            alert_contact_group: Saved {
                contact_group_id: group.id,
                contact_group_name: group.name,
                contact_ids: id_lists::shown(&contacts),
            },
        })
    }
}
