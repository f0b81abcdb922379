//! `ConversionData` reports which share of messages led to what they were sent for. Nothing here depends on it.

use serde::Serialize;

use super::refusals::BAD_PARAMETERS;
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::dysmsglobe) struct ConversionData {
    rate: String,
}

#[derive(Serialize)]
pub(in crate::dysmsglobe) struct Response {}

impl Action for ConversionData {
    const NAME: &'static str = "ConversionData";
    const DOC: &'static str = "Reports the conversion rate of messages.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[BAD_PARAMETERS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let rate = p.required(text("ConversionRate").doc("The rate, 0 to 1."))?;
        p.optional(int("ReportTime").doc("When it was, in milliseconds; it is not used."))?;
        Ok(Self { rate })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        let is_rate = self.rate.parse::<f64>().is_ok_and(|it| (0.0..=1.0).contains(&it));
        if is_rate { Ok(Response {}) } else { Err(BAD_PARAMETERS.into()) }
    }
}
