//! A call of a journal, carried out again. What proves who called is masked in a journal, so that is not checked again: the
//! journal says who called, and what the signature covered.

use std::{net::IpAddr, sync::Arc};

use actions::ApiError;
use hyper::http::request::Parts;

use crate::{
    config::Auth,
    exchange::{Exchange, Received},
    gateway::{
        admit,
        authenticate::{self, Authenticated, Refused},
        carry_out,
        encode::Answer,
    },
    route::Found,
    sign::Covered,
    wire::Wire,
    world::World,
};

/// What the signature of a call has proven.
#[derive(Debug)]
pub enum Proof {
    /// Who called.
    Caller {
        /// The access key.
        key_id: String,
        /// The security token of a session.
        token: Option<String>,
        /// What the signature covered.
        covered: Covered,
    },
    /// Nothing: it was refused with this error.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The `Code`.
        code: String,
        /// The `Message`.
        message: String,
    },
}

/// Answers a call again, in its world. An access key that the world does not know, or that is disabled or expired, is
/// refused as it would be with its signature.
pub async fn serve(
    world: &Arc<World>,
    proof: &Proof,
    peer: IpAddr,
    head: &Parts,
    body: &[u8],
) -> Answer {
    let received = Received::of(head, body, peer, world.clocks());
    let mut exchange = Exchange::of(received, world.unique.request_id());
    exchange.frozen = world.clock.is_frozen();
    let check = |wire: &Wire<'_>, found: &Found<'_>| check(world, proof, wire, found);
    let admitted = admit(&check, &received, &mut exchange);
    carry_out(world, exchange, admitted).await
}

/// Passes over a call that an injected fault kept from its action: the next call is known by another request id all the same.
/// `failed` if it was answered with an error, and not cut off.
pub fn skip(world: &World, failed: bool) {
    let _ = world.unique.request_id();
    if failed {
        let _ = world.unique.bytes::<16>();
    }
}

fn check(
    world: &World,
    proof: &Proof,
    wire: &Wire<'_>,
    found: &Found<'_>,
) -> Result<Authenticated, Refused> {
    if found.is_anonymous() {
        return authenticate::caller(world, Auth::Strict, wire, found);
    }
    let refused = |error| Refused { error, caller: None };
    match proof {
        Proof::Caller { key_id, token, covered } => {
            let key = authenticate::holder(world, key_id, token.as_deref()).map_err(refused)?;
            if let Some(used) = &key.used {
                used.note(world.clock.now());
            }
            let unchecked = Authenticated::unchecked(Arc::clone(&key.caller));
            Ok(Authenticated { covered: *covered, ..unchecked })
        }
        Proof::Refused { status, code, message } => {
            Err(refused(ApiError::new(*status, code.clone(), message.clone())))
        }
    }
}
