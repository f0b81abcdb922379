//! `UpdateAlertContactGroup` sets the name and the contacts of a group; without contacts it becomes
//! empty (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        contacts::contact_rules::NO_CONTACT,
        groups::group_rules::{NO_GROUP, group_name, legacy_contacts},
        id_lists::ids,
        region,
        tables::groups,
    },
    int,
};

pub(in crate::arms) struct UpdateAlertContactGroup {
    id: i64,
    name: String,
    contacts: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for UpdateAlertContactGroup {
    const NAME: &'static str = "UpdateAlertContactGroup";
    const DOC: &'static str = "Changes a contact group.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_CONTACT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let contacts = ids("ContactIds").doc("The contacts in it.");
        Ok(Self {
            id: p.required(int("ContactGroupId").doc("The id of the group."))?,
            name: p.required(group_name())?,
            contacts: p.optional(contacts)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let mut group = groups::by_legacy_id(cx.tx, account, self.id)?.ok_or(NO_GROUP)?;
        let contacts = legacy_contacts(cx.tx, account, self.contacts.as_deref())?;
        group.name = self.name;
        group.changed = cx.now;
        groups::put(cx.tx, account, &group)?;
        groups::set_contacts(cx.tx, account, group.id, &contacts)?;
        Ok(Response { is_success: true })
    }
}
