//! `DeleteContact` deletes a contact, which leaves all groups and policies. A contact that there is not is answered
//! with `IsSuccess` false (assumed).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        contacts::contact_rules::{contact_id, delete},
        tables::contacts,
    },
};

pub(in crate::arms) struct DeleteContact(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for DeleteContact {
    const NAME: &'static str = "DeleteContact";
    const DOC: &'static str = "Deletes a contact.";
    const ACCESS: Access = Access::Delete;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(p.required(contact_id())?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = contacts::contact(cx.tx, &cx.caller.account, self.0)?;
        if let Some(contact) = &found {
            delete(cx, contact)?;
        }
        Ok(Response { is_success: found.is_some() })
    }
}
