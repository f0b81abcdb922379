//! `CreateSmsTemplate` applies for a template in the newer generation.

use serde::Serialize;

use super::template_rules::{
    self, BAD_CONTENT, BAD_RULE, NO_SIGN, SIGN_UNAPPROVED, TOO_MANY, VARIABLES_EXCEEDED,
};
use crate::{Access, Action, Cx, Fault, Params, Result, dysms::tables::templates::Template};

pub(in crate::dysms) struct CreateSmsTemplate {
    template: Template,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    template_code: String,
    template_name: String,
    order_id: String,
}

impl Action for CreateSmsTemplate {
    const NAME: &'static str = "CreateSmsTemplate";
    const DOC: &'static str = "Applies for a template, with attributes of its variables.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] =
        &[BAD_CONTENT, VARIABLES_EXCEEDED, BAD_RULE, NO_SIGN, SIGN_UNAPPROVED, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { template: template_rules::read_new(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        template_rules::check_new(cx, &self.template)?;
        let made = template_rules::apply(cx, self.template)?;
        Ok(Response { template_code: made.code, template_name: made.name, order_id: made.order_id })
    }
}
