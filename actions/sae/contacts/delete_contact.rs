//! `DeleteContact` deletes a contact, and the contact of ARMS that it is linked to (documented), also one that was
//! there before.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Fidelity, Params, Result, Wording,
    arms::address_book,
    sae::{
        MISSING, NO_PERMISSION,
        contacts::{
            contact_rules::{NO_CONTACT, RESOURCES, contact_id, find, wording},
            contact_users, links,
        },
        tables::contacts,
    },
};

pub(in crate::sae) struct DeleteContact(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct Response {
    data: Deleted,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Deleted {
    contact_id: i64,
    /// False if it had been deleted in ARMS.
    arms_contact_deleted: bool,
}

impl Action for DeleteContact {
    const NAME: &'static str = "DeleteContact";
    const DOC: &'static str = "Deletes a contact, and its contact of ARMS.";
    const METHOD: Option<&'static str> = Some("DELETE");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/contact/contact");
    const ACCESS: Access = Access::Delete;
    const FIDELITY: Fidelity = Fidelity::Modelled;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const WORDING: Option<Wording> = Some(wording);
    const FAULTS: &'static [Fault] = &[MISSING, NO_CONTACT, NO_PERMISSION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(contact_id())?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let contact = find(cx.tx, &cx.caller.account, self.0)?;
        contact_users::check_may_manage(cx, &contact)?;
        let arms = links::linked(cx, &contact)?;
        if let Some(arms) = &arms {
            address_book::delete(cx, arms)?;
        }
        if let Some(robot) = contact.robot {
            address_book::delete_robot(cx, robot)?;
        }
        contacts::delete(cx.tx, &cx.caller.account, contact.id)?;
        let data = Deleted { contact_id: contact.id, arms_contact_deleted: arms.is_some() };
        Ok(Response { data })
    }
}
