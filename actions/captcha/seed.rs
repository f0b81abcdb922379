//! What seed files may say of captcha.

use crate::{
    captcha::{control::put_mode, tables::scenes},
    core::seed::{self, SeedKind, SeedMember},
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[SeedKind {
    name: "scenes",
    doc: "Scenes, in which challenges are shown.",
    key: &["id"],
    members: &[
        SeedMember::text("id", "The id.").required(),
        SeedMember::text(
            "mode",
            "How its challenges end: live (unless given), test_pass or test_fail.",
        ),
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = scenes::list(cx.tx, &account)?;
        let shown =
            |(id, mode): (String, String)| seed::fields([("id", id.into()), ("mode", mode.into())]);
        Ok(all.into_iter().map(shown).collect())
    },
    create: |cx, it| put_mode(cx, it).map(|_| ()),
    update: Some(|cx, it, present| put_mode(cx, &seed::over(it, present)).map(|_| true)),
}];
