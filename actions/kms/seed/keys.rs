//! Keys, each by its oldest alias.

use serde_json::Value;

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    kms::{
        KMS, intervals,
        keys::key_states,
        place::Place,
        tables::{
            aliases,
            keys::{self, Key},
        },
    },
};

pub(super) const KEYS: SeedKind = SeedKind {
    name: "keys",
    doc: "Keys with an alias. Their material is made anew.",
    key: &["alias"],
    members: &[
        SeedMember::text("alias", "The alias, such as alias/example; the oldest of several.")
            .required(),
        SeedMember::new("more_aliases", SeedType::Texts, "Its other aliases."),
        SeedMember::text("spec", "What the key is; Aliyun_AES_256 unless given."),
        SeedMember::text("usage", "ENCRYPT/DECRYPT or SIGN/VERIFY."),
        SeedMember::text("description", "A description."),
        SeedMember::text("rotation", "How often it gets another version, such as 365d."),
        SeedMember::new("disabled", SeedType::Flag, "Whether it is disabled."),
        SeedMember::new("protected", SeedType::Flag, "Whether it is protected against deletion."),
    ],
    export: |cx| {
        let place = Place::of(cx);
        let (all, _) = aliases::page(cx.tx, place, (0, i64::MAX))?;
        let mut shown = Vec::new();
        for alias in all {
            let Some(key) = keys::key(cx.tx, place, &alias.key)? else { continue };
            let mut names = aliases::of(cx.tx, &key.id)?.into_iter().map(|it| it.name);
            if names.next().as_ref() == Some(&alias.name)
                && !key.is_external()
                && key.deletion.is_none()
            {
                shown.push(entry(key, alias.name, names.collect()));
            }
        }
        Ok(shown)
    },
    create: |cx, it| {
        let mut parameters = seed::parameters(
            it,
            &[
                ("spec", "KeySpec"),
                ("usage", "KeyUsage"),
                ("description", "Description"),
                ("rotation", "RotationInterval"),
            ],
        );
        if !seed::text(it, "rotation").is_empty() {
            parameters.add("EnableAutomaticRotation", "true", crate::Origin::Query);
        }
        let made = seed::call(&KMS, cx, "CreateKey", parameters)?;
        let id = made["KeyMetadata"]["KeyId"].as_str().unwrap_or_default();
        let names = seed::texts(it, "more_aliases");
        for name in std::iter::once(seed::text(it, "alias")).chain(names.iter().map(String::as_str))
        {
            call(cx, "CreateAlias", &[("KeyId", id), ("AliasName", name)])?;
        }
        if seed::flag(it, "protected") {
            protect(cx, id, true)?;
        }
        if seed::flag(it, "disabled") {
            call(cx, "DisableKey", &[("KeyId", id)])?;
        }
        Ok(())
    },
    update: Some(update),
};

fn entry(key: Key, alias: String, more: Vec<String>) -> Fields {
    seed::fields([
        ("alias", alias.into()),
        ("more_aliases", more.into()),
        ("spec", key.spec.into()),
        ("usage", key.usage.into()),
        ("description", key.description.into()),
        ("rotation", key.rotation.map_or(Value::Null, |it| intervals::shown(it).into())),
        ("disabled", seed::set(key.state == key_states::OFF)),
        ("protected", seed::set(key.guarded)),
    ])
}

fn call(cx: &mut Cx<'_>, action: &str, parameters: &[(&str, &str)]) -> Result<(), ControlError> {
    seed::call(&KMS, cx, action, seed::values(parameters)).map(drop)
}

fn protect(cx: &mut Cx<'_>, id: &str, on: bool) -> Result<(), ControlError> {
    let on = if on { "true" } else { "false" };
    call(cx, "SetDeletionProtection", &[("KeyId", id), ("EnableDeletionProtection", on)])
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    seed::refuse_change("the key", it, present, &["spec", "usage"])?;
    let place = Place::of(cx);
    let Some(alias) = aliases::alias(cx.tx, place, seed::text(it, "alias"))? else {
        return Ok(false);
    };
    let id = &*alias.key;
    let mut changed = false;
    let is_new = |name: &str, same: fn(&str, &str) -> bool| {
        it.contains_key(name) && !same(seed::text(it, name), seed::text(present, name))
    };
    if is_new("description", |a, b| a == b) {
        let description = seed::text(it, "description");
        call(cx, "UpdateKeyDescription", &[("KeyId", id), ("Description", description)])?;
        changed = true;
    }
    let turned =
        |name: &str| it.contains_key(name) && seed::flag(it, name) != seed::flag(present, name);
    if turned("disabled") && !seed::flag(it, "disabled") {
        call(cx, "EnableKey", &[("KeyId", id)])?;
        changed = true;
    }
    if is_new("rotation", |a, b| a == b || intervals::seconds(a) == intervals::seconds(b)) {
        let rotation = seed::text(it, "rotation");
        let on = if rotation.is_empty() { "false" } else { "true" };
        let all = [("KeyId", id), ("EnableAutomaticRotation", on), ("RotationInterval", rotation)];
        call(cx, "UpdateRotationPolicy", &all)?;
        changed = true;
    }
    if it.contains_key("more_aliases") {
        let (wanted, there) =
            (seed::texts(it, "more_aliases"), seed::texts(present, "more_aliases"));
        for name in there.iter().filter(|name| !wanted.contains(name)) {
            call(cx, "DeleteAlias", &[("AliasName", name)])?;
            changed = true;
        }
        for name in wanted.iter().filter(|name| !there.contains(name)) {
            call(cx, "CreateAlias", &[("KeyId", id), ("AliasName", name)])?;
            changed = true;
        }
    }
    if turned("protected") {
        protect(cx, id, seed::flag(it, "protected"))?;
        changed = true;
    }
    if turned("disabled") && seed::flag(it, "disabled") {
        call(cx, "DisableKey", &[("KeyId", id)])?;
        changed = true;
    }
    Ok(changed)
}
