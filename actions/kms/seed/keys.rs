//! Keys, each by its alias.

use crate::{
    Origin,
    core::seed::{self, SeedKind, SeedMember},
    kms::{
        KMS,
        place::Place,
        tables::{aliases, keys},
    },
};

pub(super) const KEYS: SeedKind = SeedKind {
    name: "keys",
    doc: "Keys with an alias. Their material is made anew.",
    key: &["alias"],
    members: &[
        SeedMember::text("alias", "The alias, such as alias/example.").required(),
        SeedMember::text("spec", "What the key is; Aliyun_AES_256 unless given."),
        SeedMember::text("usage", "ENCRYPT/DECRYPT or SIGN/VERIFY."),
        SeedMember::text("description", "A description."),
    ],
    export: |cx| {
        let place = Place::of(cx);
        let (all, _) = aliases::page(cx.tx, place, (0, i64::MAX))?;
        let mut shown = Vec::new();
        for alias in all {
            if let Some(key) = keys::key(cx.tx, place, &alias.key)?.filter(|it| !it.is_external()) {
                shown.push(seed::fields([
                    ("alias", alias.name.into()),
                    ("spec", key.spec.into()),
                    ("usage", key.usage.into()),
                    ("description", key.description.into()),
                ]));
            }
        }
        Ok(shown)
    },
    create: |cx, it| {
        let names = [("spec", "KeySpec"), ("usage", "KeyUsage"), ("description", "Description")];
        let made = seed::call(&KMS, cx, "CreateKey", seed::parameters(it, &names))?;
        let id = made["KeyMetadata"]["KeyId"].as_str().unwrap_or_default();
        let mut alias = seed::parameters(it, &[("alias", "AliasName")]);
        alias.add("KeyId", id, Origin::Query);
        seed::call(&KMS, cx, "CreateAlias", alias).map(drop)
    },
    update: None,
};
