//! `CreateTemplate` creates a template and has it reviewed.

use serde::Serialize;

use crate::dm::{
    faults::SAME_TEMPLATE,
    tables::{
        Owner,
        templates::{self, Template},
    },
    templates::{review, template_fields::TemplateFields},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct CreateTemplate {
    fields: TemplateFields,
    kind: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    template_id: i64,
}

impl Action for CreateTemplate {
    const NAME: &'static str = "CreateTemplate";
    const DOC: &'static str = "Creates a template of mail.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[SAME_TEMPLATE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let fields = TemplateFields::read(p)?;
        Ok(Self { fields, kind: p.default(int("TemplateType").doc("The type: 0 is mail."), 0)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if templates::named(cx.tx, owner, self.fields.name())?.is_some() {
            return Err(SAME_TEMPLATE.into());
        }
        let mut it = Template { kind: self.kind, made: cx.now, ..Template::default() };
        self.fields.put_into(&mut it);
        review::begin(cx, &mut it)?;
        Ok(Response { template_id: it.id })
    }
}
