//! Login profiles.

use serde_json::Value;

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ram::{
        RAM, lookup, passwords,
        tables::{
            profiles::{profile, put_profile},
            users::list_users,
        },
    },
    request::page::CursorPage,
    shared::ids,
};

use super::ALL;

pub(super) const LOGIN_PROFILES: SeedKind = SeedKind {
    name: "login_profiles",
    doc: "The console logons of users.",
    key: &["user"],
    members: &[
        SeedMember::text("user", "The user.").required(),
        SeedMember::text("password", "The password; drawn if neither it nor its hash is given. It is kept as a hash, so it is never exported.").secret(),
        SeedMember::text("password_hash", "The hash of the password, as it is exported.").secret(),
        SeedMember::new(
            "password_reset_required",
            SeedType::Flag,
            "Whether the password is to be changed at the next logon.",
        ),
        SeedMember::new(
            "mfa_bind_required",
            SeedType::Flag,
            "Whether an MFA device is to be bound at the next logon.",
        ),
    ],
    export,
    create,
    update: Some(update),
};

const NAMES: [(&str, &str); 4] = [
    ("user", "UserName"),
    ("password", "Password"),
    ("password_reset_required", "PasswordResetRequired"),
    ("mfa_bind_required", "MFABindRequired"),
];

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let mut all = Vec::new();
    for user in list_users(cx.tx, &cx.caller.account, CursorPage { after: 0, size: ALL })? {
        let Some(profile) = profile(cx.tx, &cx.caller.account, user.seq)? else { continue };
        all.push(seed::fields([
            ("user", user.name.into()),
            ("password_hash", profile.password.into()),
            ("password_reset_required", profile.reset_required.into()),
            ("mfa_bind_required", profile.mfa_required.into()),
        ]));
    }
    Ok(all)
}

/// Sets the hash that an entry gives, if it does.
fn set_hash(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let Some(hash) = it.get("password_hash").and_then(Value::as_str) else { return Ok(()) };
    if it.contains_key("password") {
        return Err(ControlError::Wrong("give `password` or `password_hash`, not both".into()));
    }
    let user = lookup::user(cx, seed::text(it, "user"))?;
    let account = &cx.caller.account;
    if let Some(mut profile) = profile(cx.tx, account, user.seq)? {
        hash.clone_into(&mut profile.password);
        put_profile(cx.tx, account, user.seq, &profile)?;
    }
    Ok(())
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let mut fields = it.clone();
    if !fields.contains_key("password") {
        // Of every kind of character that a password policy may ask for.
        let drawn = format!("{}aZ9!", ids::letters(cx.random, 24));
        fields.insert("password".into(), drawn.into());
    }
    seed::call(&RAM, cx, "CreateLoginProfile", seed::parameters(&fields, &NAMES))?;
    set_hash(cx, it)
}

fn update(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    let mut fields = it.clone();
    let hash = seed::text(present, "password_hash");
    if fields.get("password").and_then(Value::as_str).is_some_and(|it| passwords::matches(hash, it))
    {
        fields.remove("password");
    }
    if seed::difference(LOGIN_PROFILES.members, &fields, present).is_none() {
        return Ok(false);
    }
    seed::call(&RAM, cx, "UpdateLoginProfile", seed::parameters(&fields, &NAMES))?;
    set_hash(cx, it)?;
    Ok(true)
}
