//! Secrets with their current value.

use crate::{
    core::seed::{self, SeedKind, SeedMember, SeedType},
    kms::{KMS, place::Place, secrets::wanted_values, tables::secrets},
};

pub(super) const SECRETS: SeedKind = SeedKind {
    name: "secrets",
    doc: "Secrets of the type Generic, with their current value.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The name.").required(),
        SeedMember::text("version", "The current version.").required(),
        SeedMember { secret: true, ..SeedMember::new("value", SeedType::Content, "The value.") },
        SeedMember::text("type", "text (unless given) or binary."),
        SeedMember::text("description", "A description."),
    ],
    export: |cx| {
        let place = Place::of(cx);
        let mut shown = Vec::new();
        for it in secrets::all(cx.tx, place)? {
            if it.is_managed() || it.deletion.is_some() {
                continue;
            }
            if let Some((version, value, kind)) = wanted_values::current(cx, &it)? {
                shown.push(seed::fields([
                    ("name", it.name.into()),
                    ("version", version.into()),
                    ("value", value.into()),
                    ("type", kind.into()),
                    ("description", it.description.into()),
                ]));
            }
        }
        Ok(shown)
    },
    create: |cx, it| {
        let names = [
            ("name", "SecretName"),
            ("version", "VersionId"),
            ("value", "SecretData"),
            ("type", "SecretDataType"),
            ("description", "Description"),
        ];
        seed::call(&KMS, cx, "CreateSecret", seed::parameters(it, &names)).map(drop)
    },
    update: None,
};
