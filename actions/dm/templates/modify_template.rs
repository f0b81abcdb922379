//! `ModifyTemplate` changes a template and has it reviewed again. One that is in review cannot be changed.

use serde::Serialize;

use crate::dm::{
    faults::{BAD_TEMPLATE_STATUS, NO_TEMPLATE, SAME_TEMPLATE},
    tables::{
        Owner,
        templates::{self, IN_REVIEW},
    },
    templates::{
        review,
        template_fields::{self, TemplateFields},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct ModifyTemplate {
    id: i64,
    fields: TemplateFields,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for ModifyTemplate {
    const NAME: &'static str = "ModifyTemplate";
    const DOC: &'static str = "Changes a template of mail.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE, SAME_TEMPLATE, BAD_TEMPLATE_STATUS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(int("TemplateId").doc("The template."))?,
            fields: TemplateFields::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut it = template_fields::find(cx, self.id)?;
        let same = templates::named(cx.tx, owner, self.fields.name())?;
        if same.is_some_and(|other| other.id != it.id) {
            return Err(SAME_TEMPLATE.into());
        }
        if it.review == IN_REVIEW {
            return Err(BAD_TEMPLATE_STATUS.into());
        }
        self.fields.put_into(&mut it);
        review::begin(cx, &mut it)?;
        Ok(Response {})
    }
}
