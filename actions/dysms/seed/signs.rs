//! Signs.

use crate::{
    core::seed::{self, Fields, SeedKind, SeedMember, SeedType},
    dysms::{
        operator::objects,
        tables::signs::{self, Sign},
    },
};

pub(super) const SIGNS: SeedKind = SeedKind {
    name: "signs",
    doc: "Signs of text messages.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The text, without brackets.").required(),
        SeedMember::new(
            "type",
            SeedType::Number,
            "0 for verification codes, 1 for all; 1 unless given.",
        ),
        SeedMember::new("source", SeedType::Number, "What it is the name of, 0 to 5."),
        SeedMember::text("state", "approved (unless given), rejected, cancelled or in_review."),
        SeedMember::text("reason", "Why it was rejected."),
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let (all, _) = signs::page(cx.tx, &account, (0, i64::MAX))?;
        Ok(all.into_iter().rev().filter(|it| !it.test).map(shown).collect())
    },
    create: |cx, it| objects::put_sign(cx, &super::body(it)?).map(|_| ()),
    update: Some(|cx, it, present| {
        objects::put_sign(cx, &super::body(&seed::over(it, present))?).map(|_| true)
    }),
};

fn shown(it: Sign) -> Fields {
    seed::fields([
        ("name", it.name.into()),
        ("type", it.kind.into()),
        ("source", it.source.into()),
        ("state", super::word_of(it.state.as_str()).into()),
        ("reason", it.reason.into()),
    ])
}
