//! `ApproveReplyMailAddress` confirms a reply address by the last part of the link that was sent to it.

use serde::Serialize;

use crate::dm::{addresses::replies, faults::NO_TICKET};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::dm) struct ApproveReplyMailAddress {
    ticket: String,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for ApproveReplyMailAddress {
    const NAME: &'static str = "ApproveReplyMailAddress";
    const DOC: &'static str = "Confirms a reply address.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_TICKET];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ticket = text("Ticket").doc("The link that was sent, or its last part.");
        Ok(Self { ticket: p.required(ticket)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        // The whole link is taken as well.
        let ticket = self.ticket.rsplit('/').next().unwrap_or_default();
        if !replies::approve(cx, ticket)? {
            return Err(NO_TICKET.into());
        }
        Ok(Response {})
    }
}
