//! `SmsConversion` reports whether a message led to what it was sent for. Nothing here depends on it.

use serde::Serialize;

use super::refusals::BAD_PARAMETERS;
use crate::{Access, Action, Cx, Fault, Params, Result, flag, int, text};

pub(in crate::dysmsglobe) struct SmsConversion;

#[derive(Serialize)]
pub(in crate::dysmsglobe) struct Response {}

impl Action for SmsConversion {
    const NAME: &'static str = "SmsConversion";
    const DOC: &'static str = "Reports whether a message was acted upon.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(flag("Delivered").doc("Whether it was."))?;
        p.optional(text("MessageId").doc("The id of the message; it is not used."))?;
        p.optional(text("To").doc("Its number; it is not used."))?;
        p.optional(int("ConversionTime").doc("When it was, in milliseconds; it is not used."))?;
        Ok(Self)
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        Ok(Response {})
    }
}
