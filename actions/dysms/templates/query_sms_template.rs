//! `QuerySmsTemplate` reads a template in the older generation.

use serde::Serialize;

use super::template_states;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    dysms::{NO_REASON, sending::codes::NO_TEMPLATE, tables::templates},
    shared::format::shanghai_time,
    text,
};

pub(in crate::dysms) struct QuerySmsTemplate {
    code: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    template_code: String,
    template_name: String,
    template_content: String,
    template_type: i64,
    template_status: i64,
    create_date: String,
    reason: String,
}

impl Action for QuerySmsTemplate {
    const NAME: &'static str = "QuerySmsTemplate";
    const DOC: &'static str = "Queries a template and the state of its review.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { code: p.required(text("TemplateCode").doc("The code of the template."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let found = templates::template(cx.tx, &account, &self.code)?.ok_or(NO_TEMPLATE)?;
        Ok(Response {
            template_code: found.code,
            template_name: found.name,
            template_content: found.content,
            template_type: found.kind,
            template_status: template_states::number(found.state.as_str()),
            create_date: shanghai_time(found.made),
            reason: found.reason.unwrap_or_else(|| NO_REASON.to_owned()),
        })
    }
}
