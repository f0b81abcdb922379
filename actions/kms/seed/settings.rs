//! The settings of an account.

use crate::{
    core::seed::{SeedKind, SeedMember, SeedType},
    kms::control,
};

pub(super) const SETTINGS: SeedKind = SeedKind {
    name: "settings",
    doc: "How keys and secrets behave, as `POST /_localyun/kms/settings` sets it.",
    key: &[],
    members: &[
        SeedMember::new(
            "strict",
            SeedType::Flag,
            "Whether keys without an instance refuse cryptography.",
        ),
        SeedMember::new(
            "aliases_everywhere",
            SeedType::Flag,
            "Whether all calls about keys take aliases.",
        ),
        SeedMember::new(
            "version_interval",
            SeedType::Flag,
            "Whether there are 7 days between versions of a key.",
        ),
        SeedMember::new("quotas", SeedType::Flag, "Whether numbers are limited."),
        SeedMember::new("opened", SeedType::Flag, "Whether the service was opened."),
        SeedMember::text("debt", "InDebt or InDebtOverdue if the account owes; else none."),
    ],
    export: |cx| Ok(control::changed(cx)?.into_iter().collect()),
    create: |cx, it| control::set(cx, it),
    update: Some(|cx, it, _| control::set(cx, it).map(|()| true)),
};
