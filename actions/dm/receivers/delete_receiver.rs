//! `DeleteReceiver` deletes a list of recipients.

use serde::Serialize;

use crate::dm::{
    faults::NO_RECEIVER_ID,
    tables::{Owner, receivers},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dm) struct DeleteReceiver {
    id: String,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for DeleteReceiver {
    const NAME: &'static str = "DeleteReceiver";
    const DOC: &'static str = "Deletes a list of recipients.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_RECEIVER_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(text("ReceiverId").doc("The list."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !receivers::delete(cx.tx, owner, &self.id)? {
            return Err(NO_RECEIVER_ID.into());
        }
        Ok(Response {})
    }
}
