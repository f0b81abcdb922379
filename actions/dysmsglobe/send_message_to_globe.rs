//! `SendMessageToGlobe` sends a text to a number outside of mainland China.

use serde::Serialize;

use super::{
    refusals::{
        BAD_NUMBER, BAD_PARAMETERS, BAD_SENDER, BLACKLISTED, FORBIDDEN, NO_BALANCE, NOT_SUBSCRIBED,
        OTHER_COUNTRY, OUT_OF_SERVICE, SYSTEM_ERROR,
    },
    sent::{self, NumberDetail},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

/// What a message may be for.
const KINDS: &[&str] = &["OTP", "NOTIFY", "MKT"];

pub(in crate::dysmsglobe) struct SendMessageToGlobe {
    to: String,
    from: Option<String>,
    message: String,
    kind: Option<String>,
    task: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysmsglobe) struct Response {
    message_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    to: String,
    segments: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    number_detail: Option<NumberDetail>,
}

impl Action for SendMessageToGlobe {
    const NAME: &'static str = "SendMessageToGlobe";
    const DOC: &'static str = "Sends a text message to a number outside of mainland China.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[
        BAD_NUMBER,
        OTHER_COUNTRY,
        BAD_SENDER,
        BAD_PARAMETERS,
        BLACKLISTED,
        NO_BALANCE,
        NOT_SUBSCRIBED,
        OUT_OF_SERVICE,
        FORBIDDEN,
        SYSTEM_ERROR,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let to = p.required(text("To").doc("The number, which begins with its calling code."))?;
        let from = p.optional(
            text("From").doc("The sender: 11 letters and digits at most, or 15 digits."),
        )?;
        let message = p.required(text("Message").doc("The text."))?;
        let kind = p.optional(text("Type").doc("OTP, NOTIFY or MKT."))?;
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
        let is_promotion = kind == Some("MKT");
        let (to, message) = ((&*self.to, from), (&*self.message, task));
        let sent = sent::send(cx, Self::NAME, to, message, is_promotion)?;
        Ok(Response {
            number_detail: NumberDetail::of(&sent.phone),
            message_id: sent.biz_id,
            from: self.from,
            to: sent.phone,
            segments: sent.size.to_string(),
        })
    }
}
