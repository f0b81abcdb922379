//! Which world a call is for, where there are several: the one that its access key was made in, or for a call
//! that nobody signs the one that it names.

use std::sync::Arc;

use actions::Parameters;
use hyper::http::request::Parts;

use crate::{
    sign::{self, Claim},
    wire::{Wire, headers::Headers, parameters},
    world::worlds::{EnterError, Entrance, Worlds},
};

/// The header by which a call names its world whose access key does not.
pub const HEADER: &str = "x-localyun-world";

/// The world of a call: that of its key, else the one that its header names, else the first.
pub(super) async fn world(
    worlds: &Worlds,
    head: &Parts,
    body: &[u8],
) -> Result<Entrance, EnterError> {
    let query = head.uri.query().unwrap_or_default();
    let nothing = Parameters::default();
    let parameters;
    let mut wire = Wire {
        method: head.method.as_str(),
        path: head.uri.path(),
        query,
        headers: Headers::of(&head.headers),
        body,
        parameters: &nothing,
    };
    let name = wire.header(HEADER).unwrap_or_default();
    // Whether a nonce is missing is said later: the world is that of the key all the same.
    let mut claimed = sign::claim_without_nonce(&wire);
    if !matches!(claimed, Ok(Claim::Signed(_))) {
        // A signature of the first generation is among the parameters. What cannot be decoded is refused later, by the
        // first world.
        parameters = parameters::decode(query, &head.headers, body).unwrap_or_default();
        wire = Wire { parameters: &parameters, ..wire };
        claimed = sign::claim_without_nonce(&wire);
    }
    if let Ok(Claim::Signed(signed)) = claimed {
        match worlds.of_key(signed.key_id).await? {
            // A key that a seed fixes is nobody's by its id.
            Entrance::World(world) if world.name.is_empty() && !name.is_empty() => {}
            found => return Ok(found),
        }
    }
    Ok(match worlds.named(name).await? {
        Some(world) => Entrance::World(world),
        None if worlds.was_dropped(name) => Entrance::Dropped,
        None => Entrance::World(Arc::clone(worlds.first())),
    })
}
