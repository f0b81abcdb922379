//! `DeleteContact` deletes a contact. Resources that reference it keep working.

use serde::Serialize;

use crate::cas::{
    contacts::confirmation,
    faults::NOT_FOUND,
    tables::{Owner, contacts},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DeleteContact {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteContact {
    const NAME: &'static str = "DeleteContact";
    const DOC: &'static str = "Deletes a contact.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("ContactId").doc("The contact."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !contacts::delete(cx.tx, owner, self.id)? {
            return Err(NOT_FOUND.into());
        }
        confirmation::delete_links(cx, self.id)?;
        Ok(Response {})
    }
}
