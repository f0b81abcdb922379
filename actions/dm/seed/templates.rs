//! Templates, with how their review has ended.

use crate::{
    Cx, Origin,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    dm::{
        DM,
        tables::{
            Owner,
            templates::{self, APPROVED, REJECTED, Template},
        },
        templates::review,
    },
};

pub(super) const TEMPLATES: SeedKind = SeedKind {
    name: "templates",
    doc: "Templates of mail.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("subject", "The subject."),
        SeedMember::new(
            "text",
            SeedType::Content,
            "The text, as HTML, with variables as `{name}`.",
        ),
        SeedMember::text("sender", "The name of the sender."),
        SeedMember::text("remark", "A remark for the review."),
        SeedMember::text("state", "approved (unless given), rejected or in_review."),
    ],
    export: |cx| {
        let owner = Owner::of(cx);
        let (all, _) = templates::list(cx.tx, owner, (None, None), super::ALL)?;
        Ok(all.into_iter().rev().map(shown).collect())
    },
    create: |cx, it| {
        seed::call(&DM, cx, "CreateTemplate", seed::parameters(it, NAMES))?;
        decide(cx, it)
    },
    update: Some(|cx, it, present| {
        let owner = Owner::of(cx);
        let whole = seed::over(it, present);
        if let Some(found) = templates::named(cx.tx, owner, seed::text(it, "name"))? {
            let mut parameters = seed::parameters(&whole, NAMES);
            parameters.add("TemplateId", &found.id.to_string(), Origin::Query);
            seed::call(&DM, cx, "ModifyTemplate", parameters)?;
        }
        decide(cx, &whole).map(|()| true)
    }),
};

const NAMES: &[(&str, &str)] = &[
    ("name", "TemplateName"),
    ("subject", "TemplateSubject"),
    ("text", "TemplateText"),
    ("sender", "TemplateNickName"),
    ("remark", "Remark"),
];

fn decide(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let owner = Owner::of(cx);
    let Some(mut made) = templates::named(cx.tx, owner, seed::text(it, "name"))? else {
        return Ok(());
    };
    match seed::text(it, "state") {
        "" | "approved" => Ok(review::approve(cx, &mut made)?),
        "rejected" => Ok(review::decide(cx, &mut made, Some("It was rejected."))?),
        "in_review" => Ok(()),
        _ => Err(ControlError::member("state", "it must be approved, rejected or in_review")),
    }
}

fn shown(it: Template) -> Fields {
    let state = match it.review {
        APPROVED => "approved",
        REJECTED => "rejected",
        _ => "in_review",
    };
    seed::fields([
        ("name", it.name.into()),
        ("subject", it.subject.into()),
        ("text", it.body.into()),
        ("sender", it.nickname.into()),
        ("remark", it.remark.into()),
        ("state", state.into()),
    ])
}
