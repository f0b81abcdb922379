//! `UnblockSending` lets a recipient get mail of a sender again. One who got it anyway is passed over.

use serde::Serialize;

use crate::dm::{
    feedback::blocking,
    tables::{Owner, blocks},
};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::dm) struct UnblockSending {
    kind: String,
    sender: String,
    recipient: String,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for UnblockSending {
    const NAME: &'static str = "UnblockSending";
    const DOC: &'static str = "Lets a recipient get mail of a sender again.";
    const ACCESS: Access = Access::Update;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            kind: p.required(blocking::KIND)?,
            sender: p.required(text("SenderEmail").doc("The sender."))?,
            recipient: p.required(text("BlockEmail").doc("The recipient."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let (sender, recipient) =
            (self.sender.to_ascii_lowercase(), self.recipient.to_ascii_lowercase());
        blocks::delete(cx.tx, owner, &self.kind, (&sender, &recipient))?;
        Ok(Response {})
    }
}
