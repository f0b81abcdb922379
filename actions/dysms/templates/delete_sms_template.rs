//! `DeleteSmsTemplate` deletes a template that is not in review.

use serde::Serialize;

use super::{template_rules::NO_DELETION, template_states::IN_REVIEW};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{sending::codes::NO_TEMPLATE, tables::templates},
    text,
};

pub(in crate::dysms) struct DeleteSmsTemplate {
    code: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    template_code: String,
}

impl Action for DeleteSmsTemplate {
    const NAME: &'static str = "DeleteSmsTemplate";
    const DOC: &'static str = "Deletes a template.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE, NO_DELETION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { code: p.required(text("TemplateCode").doc("The code of the template."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let template = templates::template(cx.tx, &account, &self.code)?.ok_or(NO_TEMPLATE)?;
        if template.state.as_str() == IN_REVIEW {
            return Err(NO_DELETION.into());
        }
        templates::delete(cx.tx, &account, &template.code)?;
        Ok(Response { template_code: template.code })
    }
}
