//! `DeleteReceiverDetail` takes a recipient off a list, or all if none is named.

use serde::Serialize;

use crate::dm::{faults::NO_RECEIVER_ID, receivers::members, tables::receivers};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dm) struct DeleteReceiverDetail {
    id: String,
    email: Option<String>,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for DeleteReceiverDetail {
    const NAME: &'static str = "DeleteReceiverDetail";
    const DOC: &'static str = "Takes a recipient off a list.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_RECEIVER_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(text("ReceiverId").doc("The list."))?,
            email: p
                .optional(text("Email").doc("The address; all of the list if it is not given."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let list = members::find(cx, &self.id)?;
        receivers::delete_members(cx.tx, &list.id, self.email.as_deref())?;
        Ok(Response {})
    }
}
