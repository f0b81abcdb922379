//! `CreateAlertContactGroup` creates a group of contacts: the former action. It may be empty
//! (documented).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        contacts::contact_rules::NO_CONTACT,
        groups::group_rules::{group_name, legacy_contacts},
        id_lists::ids,
        region,
        tables::groups::{self, Group},
    },
};

pub(in crate::arms) struct CreateAlertContactGroup {
    name: String,
    contacts: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    /// A text, though other answers have a number.
    contact_group_id: String,
}

impl Action for CreateAlertContactGroup {
    const NAME: &'static str = "CreateAlertContactGroup";
    const DOC: &'static str = "Creates a contact group.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NO_CONTACT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let contacts = ids("ContactIds").doc("The contacts in it.");
        Ok(Self { name: p.required(group_name())?, contacts: p.optional(contacts)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let contacts = legacy_contacts(cx.tx, account, self.contacts.as_deref())?;
        let mut group =
            Group { name: self.name, made: cx.now, changed: cx.now, ..Group::default() };
        groups::add(cx.tx, account, &mut group)?;
        groups::set_contacts(cx.tx, account, group.id, &contacts)?;
        Ok(Response { contact_group_id: group.legacy.to_string() })
    }
}
