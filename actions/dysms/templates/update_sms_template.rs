//! `UpdateSmsTemplate` changes a rejected template in the newer generation.

use serde::Serialize;

use super::template_rules::{
    self, BAD_CONTENT, BAD_RULE, NO_MODIFICATION, NO_SIGN, NOT_FOUND, SIGN_UNAPPROVED,
    VARIABLES_EXCEEDED,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::tables::templates::{self, Template},
    text,
};

pub(in crate::dysms) struct UpdateSmsTemplate {
    code: String,
    template: Template,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    template_code: String,
    template_name: String,
    order_id: String,
}

impl Action for UpdateSmsTemplate {
    const NAME: &'static str = "UpdateSmsTemplate";
    const DOC: &'static str = "Changes a rejected template, which is then in review again.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[
        NOT_FOUND,
        BAD_CONTENT,
        VARIABLES_EXCEEDED,
        BAD_RULE,
        NO_SIGN,
        SIGN_UNAPPROVED,
        NO_MODIFICATION,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let code = p.required(text("TemplateCode").doc("The code of the template."))?;
        Ok(Self { code, template: template_rules::read_new(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let present = templates::template(cx.tx, &account, &self.code)?.ok_or(NOT_FOUND)?;
        template_rules::check_new(cx, &self.template)?;
        let made = template_rules::change(cx, present, self.template)?;
        Ok(Response { template_code: made.code, template_name: made.name, order_id: made.order_id })
    }
}
