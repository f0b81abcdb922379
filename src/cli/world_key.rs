//! The keys of a world, as the server says that has the world.

use actions::shared::access_key;
use serde_json::Value;

use super::ask::{self, Failed};
use crate::sign::encode::percent;

/// Refuses a world that is not there, and a key that leads into another one by its id.
pub(super) fn leads_into(endpoint: &str, world: &str, key_id: &str) -> Result<(), Failed> {
    let refused = |text: String| Failed { answered: true, text };
    let shown = |id: &str| {
        let mut path = b"/_localyun/worlds/".to_vec();
        percent(&mut path, id.as_bytes());
        ask::fetch(endpoint, &String::from_utf8_lossy(&path))
    };
    shown(world)?;
    match access_key::world(key_id).filter(|named| *named != world) {
        // In a key of the first world these characters mean nothing.
        Some(named) if shown(named).is_ok() => Err(refused(format!(
            "the key {key_id} is one of the world {named}, and not of {world}: leave out --world, or --key-id"
        ))),
        _ => Ok(()),
    }
}

/// The id and the secret of the key of the first account of a world.
pub(super) fn of(endpoint: &str, world: &str) -> Result<(String, String), Failed> {
    let mut path = b"/_localyun/worlds/".to_vec();
    percent(&mut path, world.as_bytes());
    path.extend_from_slice(b"?secrets=true");
    let refused = |text: String| Failed { answered: true, text };
    let path = String::from_utf8(path).map_err(|e| refused(e.to_string()))?;
    let text = ask::fetch(endpoint, &path).map_err(|failed| {
        if failed.answered { refused(ask::words(&failed.text)) } else { failed }
    })?;
    let shown: Value = serde_json::from_str(&text).map_err(|e| refused(e.to_string()))?;
    let account = &shown["accounts"][0];
    match (account["access_key_id"].as_str(), account["access_key_secret"].as_str()) {
        (Some(id), Some(secret)) => Ok((id.to_owned(), secret.to_owned())),
        _ => Err(refused(format!(
            "the world {world} shows no key: give one with --key-id and --secret"
        ))),
    }
}
