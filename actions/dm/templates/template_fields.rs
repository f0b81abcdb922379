//! What a template is made of, as calls write it.

use crate::dm::{
    faults::NO_TEMPLATE,
    tables::{
        Owner,
        templates::{self, Template},
    },
};
use crate::{Cx, Params, Result, int, text};

/// The parts of a template that a call gives.
pub(in crate::dm) struct TemplateFields {
    name: String,
    subject: Option<String>,
    body: Option<String>,
    nickname: Option<String>,
    remark: Option<String>,
}

impl TemplateFields {
    pub(in crate::dm) fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(int("FromType").doc("Where it comes from; it has no effect."))?;
        p.optional(text("SmsContent").doc("The text of a short message; it has no effect."))?;
        p.optional(int("SmsType").doc("The type of a short message; it has no effect."))?;
        Ok(Self {
            name: p.required(text("TemplateName").line(1, 30).doc("The name."))?,
            subject: p.optional(text("TemplateSubject").line(1, 256).doc("The subject."))?,
            body: p.optional(text("TemplateText").doc("The text, as HTML."))?,
            nickname: p
                .optional(text("TemplateNickName").line(1, 64).doc("The name of the sender."))?,
            remark: p.optional(text("Remark").prose(1, 1024).doc("A remark for the review."))?,
        })
    }

    /// The name.
    pub(in crate::dm) fn name(&self) -> &str {
        &self.name
    }

    /// Gives a template what the call has.
    pub(in crate::dm) fn put_into(self, it: &mut Template) {
        it.name = self.name;
        let parts = [
            (self.subject, &mut it.subject),
            (self.body, &mut it.body),
            (self.nickname, &mut it.nickname),
            (self.remark, &mut it.remark),
        ];
        for (new, part) in parts {
            if let Some(new) = new {
                *part = new;
            }
        }
    }
}

/// The caller's template of this id.
pub(in crate::dm) fn find(cx: &mut Cx<'_>, id: i64) -> Result<Template> {
    let owner = Owner::of(cx);
    Ok(templates::template(cx.tx, owner, id)?.ok_or(NO_TEMPLATE)?)
}
