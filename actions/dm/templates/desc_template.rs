//! `DescTemplate` answers a template.

use serde::Serialize;

use crate::dm::{faults::NO_TEMPLATE, lists::minutes, templates::template_fields};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct DescTemplate {
    id: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    template_name: String,
    template_subject: String,
    template_text: String,
    template_nick_name: String,
    template_type: String,
    template_status: String,
    remark: String,
    create_time: String,
}

impl Action for DescTemplate {
    const NAME: &'static str = "DescTemplate";
    const DOC: &'static str = "Queries a template of mail.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(int("FromType").doc("Where it comes from; it has no effect."))?;
        Ok(Self { id: p.required(int("TemplateId").doc("The template."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let it = template_fields::find(cx, self.id)?;
        Ok(Response {
            template_name: it.name,
            template_subject: it.subject,
            template_text: it.body,
            template_nick_name: it.nickname,
            template_type: it.kind.to_string(),
            template_status: it.review.to_string(),
            remark: it.remark,
            create_time: minutes(it.made),
        })
    }
}
