//! Templates, whose codes a seed chooses, since programs have them in their configuration.

use crate::{
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    dysms::{
        operator::objects,
        tables::templates::{self, Filter, Template},
    },
};

pub(super) const TEMPLATES: SeedKind = SeedKind {
    name: "templates",
    doc: "Templates of text messages.",
    key: &["code"],
    members: &[
        SeedMember::text("code", "The code: SMS_154950909.").required(),
        SeedMember::text("name", "The name; the code unless given."),
        SeedMember::new("content", SeedType::Content, "The text, with variables as `${name}`.")
            .required(),
        SeedMember::new(
            "type",
            SeedType::Number,
            "0 verification code (unless given), 1 notification, 2 promotion, 3 international.",
        ),
        SeedMember::new(
            "rule",
            SeedType::Document,
            "The kinds of the variables: {code: numberCaptcha}.",
        ),
        SeedMember::text("state", "approved (unless given), rejected, cancelled or in_review."),
        SeedMember::text("reason", "Why it was rejected."),
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let (all, _) = templates::page(cx.tx, &account, Filter::default(), (0, i64::MAX))?;
        Ok(all.into_iter().rev().filter(|it| !it.test).map(shown).collect())
    },
    create: |cx, it| objects::put_template(cx, &body(it)?).map(|_| ()),
    update: Some(|cx, it, present| {
        objects::put_template(cx, &body(&seed::over(it, present))?).map(|_| true)
    }),
};

/// The body, in which the rule is an object.
fn body(fields: &Fields) -> Result<Fields, ControlError> {
    let mut body = super::body(fields)?;
    if let Some(rule) = body.remove("rule") {
        let read = rule.as_str().and_then(|it| serde_json::from_str(it).ok());
        body.insert("rule".into(), read.unwrap_or(rule));
    }
    Ok(body)
}

fn shown(it: Template) -> Fields {
    seed::fields([
        ("code", it.code.into()),
        ("name", it.name.into()),
        ("content", it.content.into()),
        ("type", it.kind.into()),
        ("rule", it.rule.into()),
        ("state", super::word_of(it.state.as_str()).into()),
        ("reason", it.reason.into()),
    ])
}
