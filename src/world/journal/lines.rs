//! The journal as JSON lines: each call with all that is needed to make it again.

use serde_json::{Value, json};

use crate::world::journal::{Entry, secrets::Masking, shown};

/// A call of a world as a line, without the line feed. What its action needs stays in it, such as passwords and
/// private keys; signatures and tokens are masked, and so are the secrets of answers.
#[must_use]
pub fn line(world: &str, entry: &Entry) -> String {
    let mut all = shown::call_in_full(entry, Masking::Credentials);
    all.insert("world".into(), world.into());
    all.insert(
        "clock".into(),
        json!({ "world_ms": entry.clocks.world, "real_ms": entry.clocks.real }),
    );
    Value::Object(all).to_string()
}
