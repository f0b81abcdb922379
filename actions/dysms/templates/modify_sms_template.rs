//! `ModifySmsTemplate` changes a rejected template in the older generation.

use serde::Serialize;

use super::template_rules::{self, BAD_CONTENT, NO_MODIFICATION, TOO_LONG, VARIABLES};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{
        sending::codes::NO_TEMPLATE,
        tables::templates::{self, Template},
    },
    text,
};

pub(in crate::dysms) struct ModifySmsTemplate {
    code: String,
    template: Template,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    template_code: String,
}

impl Action for ModifySmsTemplate {
    const NAME: &'static str = "ModifySmsTemplate";
    const DOC: &'static str = "Changes a rejected template, which is then in review again.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] =
        &[NO_TEMPLATE, TOO_LONG, BAD_CONTENT, VARIABLES, NO_MODIFICATION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let code = p.required(text("TemplateCode").doc("The code of the template."))?;
        Ok(Self { code, template: template_rules::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let present = templates::template(cx.tx, &account, &self.code)?.ok_or(NO_TEMPLATE)?;
        template_rules::check(&self.template)?;
        let template = template_rules::change(cx, present, self.template)?;
        Ok(Response { template_code: template.code })
    }
}
