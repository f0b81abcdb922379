//! `AddSmsTemplate` applies for a template in the older generation.

use serde::Serialize;

use super::template_rules::{self, BAD_CONTENT, TOO_LONG, TOO_MANY, VARIABLES};
use crate::{Access, Action, Cx, Fault, Params, Result, dysms::tables::templates::Template};

pub(in crate::dysms) struct AddSmsTemplate {
    template: Template,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    template_code: String,
}

impl Action for AddSmsTemplate {
    const NAME: &'static str = "AddSmsTemplate";
    const DOC: &'static str = "Applies for a template.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[TOO_LONG, BAD_CONTENT, VARIABLES, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { template: template_rules::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        template_rules::check(&self.template)?;
        let template = template_rules::apply(cx, self.template)?;
        Ok(Response { template_code: template.code })
    }
}
