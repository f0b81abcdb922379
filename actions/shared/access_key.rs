//! The ids of access keys. Each names the world that it was made in, so that a call finds its way there by the
//! key that signs it.

use crate::{Cx, Random, shared::ids::letters};

/// How the id of a key begins that holds until it is deleted. 18 letters and digits follow.
const PERMANENT: &str = "LTAI5t";
/// How the id of a key begins that belongs to a security token. 25 letters and digits follow.
const TEMPORARY: &str = "STS.";

/// How many letters and digits name a world.
pub const WORLD: usize = 6;

/// A new id of a key of a user or an account.
pub fn permanent(cx: &mut Cx<'_>) -> String {
    permanent_in(cx.world, cx.random)
}

/// A new id of a key of a user or an account in the world of this name.
pub fn permanent_in(world: &str, random: &mut dyn Random) -> String {
    id(PERMANENT, 18, world, random)
}

/// A new id of a key that goes with a security token.
pub fn temporary(cx: &mut Cx<'_>) -> String {
    id(TEMPORARY, 25, cx.world, cx.random)
}

fn id(start: &str, count: usize, world: &str, random: &mut dyn Random) -> String {
    let rest = letters(random, count.saturating_sub(world.len()));
    format!("{start}{world}{rest}")
}

/// The name of the world that the key of this id was made in, if it was not made in the first one. It may be
/// chance, too: nothing tells a key of the first world from that of another one that does not exist.
#[must_use]
pub fn world(id: &str) -> Option<&str> {
    let rest = id.strip_prefix(PERMANENT).or_else(|| id.strip_prefix(TEMPORARY))?;
    rest.get(..WORLD)
}
