//! Key pairs of seed files.

use super::{
    TAGS,
    forms::{NAME, PUBLIC_KEY},
    given_tags, set_tags, shown_tags,
};
use crate::{
    core::{
        control::ControlError,
        seed::{self, SeedKind, SeedMember},
    },
    ecs::{
        key_pairs::ssh_keys,
        numbered,
        tables::resources::{self, KEY_PAIR, Resource},
        tagged,
    },
    shared::seed_forms,
};

pub(super) const KEY_PAIRS: SeedKind = SeedKind {
    name: "key_pairs",
    doc: "Key pairs, of which the public key is known.",
    key: &["name", "region"],
    members: &[
        NAME.required(),
        SeedMember::form("region", seed_forms::REGION, "The region, such as cn-hangzhou.")
            .required(),
        SeedMember::form(
            "public_key",
            PUBLIC_KEY,
            "The public key, as SSH writes it: ssh-rsa and Base64.",
        )
        .required(),
        TAGS,
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = resources::all(cx.tx, &KEY_PAIR, &account)?;
        let mut shown = Vec::with_capacity(all.len());
        for it in all.into_iter().rev() {
            shown.push(seed::fields([
                ("tags", shown_tags(cx, &KEY_PAIR, &it.id)?),
                ("public_key", it.text("PublicKey").into()),
                ("name", it.name.into()),
                ("region", it.region.into()),
            ]));
        }
        Ok(shown)
    },
    create: |cx, it| {
        let account = cx.account().to_owned();
        let (region, line) = (seed::text(it, "region"), seed::text(it, "public_key"));
        let why = || ControlError::member("public_key", "it must be an RSA key as SSH writes it");
        let print = ssh_keys::fingerprint(line).ok_or_else(why)?;
        let mut made = Resource {
            id: numbered::id(cx, "ssh", region),
            name: seed::text(it, "name").to_owned(),
            region: region.to_owned(),
            made: cx.now,
            ..Resource::default()
        };
        made.set("PublicKey", line);
        made.set("KeyPairFingerPrint", print);
        resources::add(cx.tx, &KEY_PAIR, &account, &mut made)?;
        Ok(tagged::put(cx, &KEY_PAIR, (region, &made.id), &given_tags(it))?)
    },
    update: Some(|cx, it, there| {
        let (name, region) = (seed::text(it, "name"), seed::text(it, "region"));
        seed::refuse_change(&format!("the key pair {name}"), it, there, &["public_key"])?;
        if let Some(found) = ssh_keys::named(cx, region, name)? {
            set_tags(cx, &KEY_PAIR, &found, it)?;
        }
        Ok(true)
    }),
};
