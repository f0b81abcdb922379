//! Ids of access keys. Each contains the name of its world, by which a call is routed to that
//! world; those of all worlds of a server may begin alike, by which a balancer routes it to that server.

use crate::{Cx, Random, shared::ids::letters};

/// The prefix of a permanent key; 18 letters and digits follow.
const PERMANENT: &str = "LTAI5t";
/// The prefix of a temporary key, which belongs to a security token; 25 letters and digits follow.
const TEMPORARY: &str = "STS.";

/// How many letters and digits name a world.
pub const WORLD: usize = 6;

/// A new id of a permanent key of a user or an account.
pub fn permanent(cx: &mut Cx<'_>) -> String {
    permanent_in(cx.key_prefix, cx.random)
}

/// A new id of a permanent key that begins with the name of its world, or with less.
pub fn permanent_in(prefix: &str, random: &mut dyn Random) -> String {
    id(PERMANENT, 18, prefix, random)
}

/// A new id of a temporary key.
pub fn temporary(cx: &mut Cx<'_>) -> String {
    id(TEMPORARY, 25, cx.key_prefix, cx.random)
}

/// A new name of a world of the server whose worlds begin with `prefix`.
pub fn new_world(prefix: &str, random: &mut dyn Random) -> String {
    id("", WORLD, prefix, random)
}

fn id(start: &str, count: usize, prefix: &str, random: &mut dyn Random) -> String {
    let rest = letters(random, count.saturating_sub(prefix.len()));
    format!("{start}{prefix}{rest}")
}

/// The world name in the id of a key. In a key of the first world these characters are random, so
/// the result may name a world that does not exist.
#[must_use]
pub fn world(id: &str) -> Option<&str> {
    let rest = id.strip_prefix(PERMANENT).or_else(|| id.strip_prefix(TEMPORARY))?;
    rest.get(..WORLD)
}
