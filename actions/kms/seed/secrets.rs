//! Secrets with their current value.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    kms::{
        KMS,
        place::Place,
        secrets::wanted_values,
        tables::{aliases, secrets},
    },
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
        SeedMember::text(
            "key",
            "The alias of the key that it is encrypted with, if it has its own.",
        ),
    ],
    export: |cx| {
        let place = Place::of(cx);
        let mut shown = Vec::new();
        for it in secrets::all(cx.tx, place)? {
            if it.is_managed() || it.deletion.is_some() {
                continue;
            }
            // A key without an alias is in no seed.
            let key = aliases::of(cx.tx, &it.encryption)?.into_iter().next();
            if let Some((version, value, kind)) = wanted_values::current(cx, &it)? {
                shown.push(seed::fields([
                    ("name", it.name.into()),
                    ("version", version.into()),
                    ("value", value.into()),
                    ("type", kind.into()),
                    ("description", it.description.into()),
                    ("key", key.map_or_else(String::new, |it| it.name).into()),
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
            ("key", "EncryptionKeyId"),
        ];
        seed::call(&KMS, cx, "CreateSecret", seed::parameters(it, &names)).map(drop)
    },
    update: Some(update),
};

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    seed::refuse_change("the secret", it, present, &["key"])?;
    let is_new = |name: &str| it.contains_key(name) && it.get(name) != present.get(name);
    let changed = ["version", "value", "type"].into_iter().any(is_new);
    if changed {
        // A version is written once: with another value it has to have another id.
        let whole = seed::over(it, present);
        let names = [
            ("name", "SecretName"),
            ("version", "VersionId"),
            ("value", "SecretData"),
            ("type", "SecretDataType"),
        ];
        let put = seed::call(&KMS, cx, "PutSecretValue", seed::parameters(&whole, &names))?;
        let labels = put["VersionStages"]["VersionStage"].as_array();
        if !labels.is_some_and(|all| all.iter().any(|it| it == "ACSCurrent")) {
            // The version was there before, and is to be the current one again.
            let mut parameters =
                seed::parameters(&whole, &[("name", "SecretName"), ("version", "MoveToVersion")]);
            parameters.add("VersionStage", "ACSCurrent", crate::Origin::Query);
            seed::call(&KMS, cx, "UpdateSecretVersionStage", parameters)?;
        }
    }
    let described = is_new("description")
        && seed::text(it, "description") != seed::text(present, "description");
    if described {
        let names = [("name", "SecretName"), ("description", "Description")];
        seed::call(&KMS, cx, "UpdateSecret", seed::parameters(it, &names))?;
    }
    Ok(changed || described)
}
