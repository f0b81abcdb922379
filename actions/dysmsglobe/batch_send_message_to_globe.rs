//! `BatchSendMessageToGlobe` sends up to 1000 texts to as many numbers outside of mainland China.
//!
//! What is wrong with one number alone refuses that number, which the answer names (modelled).

use serde::Serialize;
use serde_json::Value;

use super::{
    refusals::{BAD_JSON, BAD_PARAMETERS, BAD_SENDER, OUT_OF_SERVICE, TOO_MANY_NUMBERS},
    sent,
};
use crate::{Access, Action, ApiError, Cx, Fault, Params, Result, dysms::network, int, text};

/// How many numbers a call may have (documented).
const MOST: usize = 1000;
/// What messages may be for (documented).
const KINDS: &[&str] = &["NOTIFY", "MKT"];

pub(in crate::dysmsglobe) struct BatchSendMessageToGlobe {
    to: String,
    from: Option<String>,
    message: String,
    kind: Option<String>,
    task: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysmsglobe) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// A list in JSON.
    message_id_list: String,
    /// A list in JSON.
    failed_list: String,
    success_count: String,
}

/// The texts of a list in JSON.
fn list(text: &str) -> Result<Vec<String>> {
    let Ok(Value::Array(all)) = serde_json::from_str(text) else { return Err(BAD_JSON.into()) };
    let plain = |it: Value| match it {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(all.into_iter().map(plain).collect())
}

impl Action for BatchSendMessageToGlobe {
    const NAME: &'static str = "BatchSendMessageToGlobe";
    const DOC: &'static str = "Sends text messages to several numbers outside of mainland China.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] =
        &[BAD_JSON, BAD_PARAMETERS, BAD_SENDER, TOO_MANY_NUMBERS, OUT_OF_SERVICE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let to = p.required(text("To").doc("The numbers, as a JSON list."))?;
        let from = p.optional(
            text("From").doc("The sender: 11 letters and digits at most, or 15 digits."),
        )?;
        let message = p.required(text("Message").doc("The text of each, as a JSON list."))?;
        let kind = p.optional(text("Type").doc("NOTIFY or MKT."))?;
        let task =
            p.optional(text("TaskId").doc("An id of the caller's, which receipts repeat."))?;
        p.optional(int("ValidityPeriod").doc("How long it is tried, in seconds; it is not used."))?;
        p.optional(text("ChannelId").doc("The channel; it is not used."))?;
        Ok(Self { to, from, message, kind, task })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (from, task, kind) = (self.from.as_deref(), self.task.as_deref(), self.kind.as_deref());
        sent::check_sender(from)?;
        sent::check_kind(kind, KINDS, task)?;
        let (numbers, texts) = (list(&self.to)?, list(&self.message)?);
        if numbers.len() > MOST {
            return Err(TOO_MANY_NUMBERS.into());
        }
        if numbers.is_empty() || numbers.len() != texts.len() {
            return Err(BAD_PARAMETERS.into());
        }
        network::check_account(cx).map_err(super::refusals::named)?;
        let (mut ids, mut failed) = (Vec::new(), Vec::new());
        for (to, message) in numbers.iter().zip(&texts) {
            let (place, content) = ((&**to, from), (&**message, task));
            match sent::send(cx, Self::NAME, place, content, kind == Some("MKT")) {
                Ok(sent) => ids.push(sent.biz_id),
                Err(refusal) if refusal.status == 200 => failed.push(to),
                Err(error) => return Err(error),
            }
        }
        let json = |it: &[_]| serde_json::to_string(it).map_err(ApiError::internal);
        let failed: Vec<String> = failed.into_iter().cloned().collect();
        Ok(Response {
            success_count: ids.len().to_string(),
            message_id_list: json(&ids)?,
            failed_list: json(&failed)?,
            from: self.from,
        })
    }
}
