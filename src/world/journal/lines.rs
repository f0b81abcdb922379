//! The journal as JSON lines: each call with all that is needed to make it again.

use std::collections::HashSet;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::world::{
    World,
    journal::{Entry, secrets::Masking, shown},
};

/// The line before the calls of a world, without the line feed: with which settings it began, or began anew after a
/// reset. The number of `--seed-random` is among them, from which secrets follow; the secrets themselves are not.
#[must_use]
pub fn header(world: &World) -> String {
    let settings = &world.settings;
    let mut listed = HashSet::new();
    let accounts = settings.accounts.iter().filter(|it| listed.insert(&it.access_key_id));
    let accounts: Vec<_> =
        accounts.map(|it| json!({ "account": it.id, "access_key_id": it.access_key_id })).collect();
    json!({
        "localyun": env!("CARGO_PKG_VERSION"),
        "world": world.name,
        "seed_random": settings.seed,
        "world_prefix": settings.world_prefix,
        "clock": { "frozen_at_ms": world.clock.frozen_at_start() },
        "accounts": accounts,
        "iam": settings.iam.to_possible_value().map(|it| it.get_name().to_owned()),
    })
    .to_string()
}

/// A call of a world as a line, without the line feed. What its action needs stays in it, such as passwords and
/// private keys; signatures and tokens are masked, and so are the secrets of answers.
#[must_use]
pub fn line(world: &str, entry: &Entry) -> String {
    let mut all = shown::call_in_full(entry, Masking::Credentials);
    all.insert("world".into(), world.into());
    all.insert(
        "clock".into(),
        json!({
            "world_ms": entry.clocks.world, "real_ms": entry.clocks.real, "frozen": entry.frozen,
        }),
    );
    all.insert("ran".into(), entry.ran.into());
    all.insert("unsigned".into(), entry.covered.left_out().into());
    Value::Object(all).to_string()
}
