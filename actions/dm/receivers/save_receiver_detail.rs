//! `SaveReceiverDetail` puts recipients on a list. Those that are there already, or have no address, are counted as errors.

use serde::Serialize;

use crate::dm::{
    faults::{self, NO_RECEIVER_ID},
    receivers::members,
    tables::receivers::{self, Member},
};
use crate::{Access, Action, ApiError, Cx, Fault, Params, Result, is_email, text};

pub(in crate::dm) struct SaveReceiverDetail {
    id: String,
    detail: Option<String>,
    custom: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    success_count: usize,
    error_count: usize,
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Data {
    detail: Vec<Problem>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Problem {
    email: String,
    err_message: &'static str,
}

impl Action for SaveReceiverDetail {
    const NAME: &'static str = "SaveReceiverDetail";
    const DOC: &'static str = "Puts recipients on a list.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NO_RECEIVER_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let detail = text("Detail").doc("A JSON array of recipients with e, u, n, g, b and m.");
        let custom =
            text("CustomDetail").doc("A JSON array of recipients with Email and CustomData.");
        Ok(Self {
            id: p.required(text("ReceiverId").doc("The list."))?,
            detail: p.optional(detail)?,
            custom: p.optional(custom)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let list = members::find(cx, &self.id)?;
        let read = match (&self.detail, &self.custom) {
            (Some(detail), _) => members::read(detail, false),
            (None, Some(custom)) => members::read(custom, true),
            (None, None) => None,
        };
        let all = read.ok_or_else(|| faults::malformed("Detail", "JSON array of recipients"))?;
        let (mut success_count, mut detail) = (0, Vec::new());
        for (email, fields) in all {
            // The texts are modelled.
            let err_message = if is_email(&email) {
                let fields = serde_json::to_string(&fields).map_err(ApiError::internal)?;
                let member = Member { email: email.clone(), fields, made: cx.now };
                if receivers::add_member(cx.tx, &list.id, &member)? {
                    success_count += 1;
                    continue;
                }
                "The email address already exists."
            } else {
                "The email address is invalid."
            };
            detail.push(Problem { email, err_message });
        }
        Ok(Response { success_count, error_count: detail.len(), data: Data { detail } })
    }
}
