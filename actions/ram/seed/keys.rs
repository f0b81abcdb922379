//! Access keys with their secrets. `CreateAccessKey` draws both, so these are put into the table by hand, with its
//! limits.

use serde_json::Value;

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ram::{
        lookup,
        tables::{
            keys::{self, Key},
            users::list_users,
        },
    },
    request::page::CursorPage,
    shared::ids,
};

use super::ALL;

/// How many keys a user or the root may have.
const LIMIT: usize = 2;
/// The longest id and the longest secret.
const LONGEST: usize = 128;

const USER: SeedMember = SeedMember::text("user", "The user.").required();
const ID: SeedMember = SeedMember::text("id", "The access key id.").required();
const SECRET: SeedMember =
    SeedMember::text("secret", "The access key secret; drawn if it is not given.").secret();
const INACTIVE: SeedMember =
    SeedMember::new("inactive", SeedType::Flag, "`true`: the key is disabled.");

pub(super) const ROOT_KEYS: SeedKind = SeedKind {
    name: "root_keys",
    doc: "Access keys of the account itself.",
    key: &["id"],
    members: &[ID, SECRET, INACTIVE],
    export: |cx| Ok(of(cx, None)?.into_iter().map(|key| shown(None, key)).collect()),
    create: |cx, it| create(cx, None, it),
    update: Some(update),
};

pub(super) const ACCESS_KEYS: SeedKind = SeedKind {
    name: "access_keys",
    doc: "Access keys of users.",
    key: &["id"],
    members: &[USER, ID, SECRET, INACTIVE],
    export,
    create: |cx, it| {
        let user = lookup::user(cx, seed::text(it, "user"))?;
        create(cx, Some(user.seq), it)
    },
    update: Some(|cx, it, present| {
        if it.get("user") != present.get("user") {
            let why = format!("the key belongs to the user {}", seed::text(present, "user"));
            return Err(ControlError::Wrong(why));
        }
        update(cx, it, present)
    }),
};

fn of(cx: &mut Cx<'_>, user: Option<i64>) -> Result<Vec<Key>, ControlError> {
    Ok(keys::keys_of(cx.tx, &cx.caller.account, user)?)
}

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let mut all = Vec::new();
    for user in list_users(cx.tx, &cx.caller.account, CursorPage { after: 0, size: ALL })? {
        all.extend(of(cx, Some(user.seq))?.into_iter().map(|key| shown(Some(&user.name), key)));
    }
    Ok(all)
}

fn shown(user: Option<&str>, key: Key) -> Fields {
    seed::fields([
        ("user", user.into()),
        ("id", key.id.into()),
        ("secret", key.secret.into()),
        ("inactive", if key.active { Value::Null } else { true.into() }),
    ])
}

fn create(cx: &mut Cx<'_>, user: Option<i64>, it: &Fields) -> Result<(), ControlError> {
    let wrong = |why: String| Err(ControlError::Wrong(why));
    let id = seed::text(it, "id");
    let is_word = |text: &str| {
        (1..=LONGEST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
    };
    if !is_word(id) || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)) {
        return wrong(format!("`id` has 1 to {LONGEST} letters, digits, `.`, `_` and `-`"));
    }
    let secret = match it.get("secret").and_then(Value::as_str) {
        Some(secret) if is_word(secret) => secret.to_owned(),
        Some(_) => return wrong(format!("`secret` has 1 to {LONGEST} characters and no spaces")),
        None => ids::letters(cx.random, 30),
    };
    if keys::key(cx.tx, id)?.is_some() {
        return wrong("the access key id belongs to somebody else".into());
    }
    if of(cx, user)?.len() >= LIMIT {
        return wrong(format!("nobody has more than {LIMIT} access keys"));
    }
    let key = Key {
        id: id.to_owned(),
        account: cx.caller.account.clone(),
        user,
        secret,
        active: !seed::flag(it, "inactive"),
        made: cx.now,
        used: None,
    };
    Ok(keys::add_key(cx.tx, &key)?)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    if it.get("secret").is_some_and(|secret| present.get("secret") != Some(secret)) {
        let why = "the access key has another secret, and no call changes that";
        return Err(ControlError::Wrong(why.into()));
    }
    keys::set_active(cx.tx, seed::text(it, "id"), !seed::flag(it, "inactive"))?;
    Ok(true)
}
