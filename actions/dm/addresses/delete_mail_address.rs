//! `DeleteMailAddress` deletes a sender address.

use serde::Serialize;

use crate::dm::{
    addresses::replies,
    faults::NO_ADDRESS_ID,
    tables::{Owner, addresses},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct DeleteMailAddress {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for DeleteMailAddress {
    const NAME: &'static str = "DeleteMailAddress";
    const DOC: &'static str = "Deletes a sender address.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_ADDRESS_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("MailAddressId").doc("The sender address."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let it = replies::address(cx, self.id)?;
        replies::delete_links(cx, &it)?;
        addresses::delete(cx.tx, owner, it.id)?;
        Ok(Response {})
    }
}
