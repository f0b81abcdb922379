//! Who calls: the checks between a found action and its transaction, in the gateway's order.

use std::sync::Arc;

use actions::{ApiError, Caller, Entry, Fault};

use crate::{
    api::{decode::Wire, is_anonymous},
    config::Auth,
    sign::{self, Claim, Signed},
    world::{self, World},
};

/// How far a request's time may be from the server's: 15 minutes either way.
const WINDOW: i64 = 15 * 60 * 1000;

const EXPIRED: Fault = Fault {
    status: 400,
    code: "InvalidTimeStamp.Expired",
    message: "Specified time stamp or date value is expired.",
};
const NO_KEY: Fault = Fault {
    status: 404,
    code: "InvalidAccessKeyId.NotFound",
    message: "Specified access key is not found.",
};
const INACTIVE: Fault = Fault {
    status: 400,
    code: "InvalidAccessKeyId.Inactive",
    message: "Specified access key is disabled.",
};
const MISSING_TOKEN: Fault = Fault {
    status: 400,
    code: "MissingSecurityToken",
    message: "SecurityToken is mandatory for this action.",
};
const MALFORMED_TOKEN: Fault = Fault {
    status: 400,
    code: "InvalidSecurityToken.Malformed",
    message: "Specified SecurityToken is malformed.",
};
const NONCE_USED: Fault = Fault {
    status: 400,
    code: "SignatureNonceUsed",
    message: "Specified signature nonce was used already.",
};
const MISSING_KEY: Fault = Fault {
    status: 400,
    code: "MissingAccessKeyId",
    message: "AccessKeyId is mandatory for this action.",
};

/// A call that is refused, and whose it is where refused calls are let pass.
pub struct Refused {
    /// What to answer.
    pub error: ApiError,
    /// The holder of the key that the call names, or of the first account.
    pub caller: Option<Arc<Caller>>,
}

/// Who calls, or why the call is refused.
pub fn caller(
    world: &World,
    auth: Auth,
    wire: &Wire<'_>,
    entry: &Entry,
) -> Result<Arc<Caller>, Refused> {
    let claim = sign::claim(wire);
    let named = match &claim {
        Ok(Claim::Signed(signed)) => world.keys.find(signed.key_id),
        _ => None,
    };
    let anyone =
        || named.as_ref().map(|key| Arc::clone(&key.caller)).or_else(|| world.keys.fallback());
    if is_anonymous(entry.access) {
        return Ok(Arc::new(anonymous()));
    }
    if auth == Auth::Off
        && let Some(caller) = anyone()
    {
        return Ok(caller);
    }
    let checked = match claim {
        Ok(Claim::Signed(signed)) => check(world, wire, &signed),
        // No bearer token exists, so none can be right.
        Ok(Claim::Bearer { .. }) => Err(MALFORMED_TOKEN.into()),
        Ok(Claim::Anonymous) => Err(MISSING_KEY.into()),
        Err(error) => Err(error),
    };
    checked.map_err(|error| Refused { error, caller: anyone() })
}

fn anonymous() -> Caller {
    let principal = actions::Principal::Anonymous;
    Caller { account: String::new(), principal, access_key: String::new() }
}

fn check(world: &World, wire: &Wire<'_>, signed: &Signed<'_>) -> Result<Arc<Caller>, ApiError> {
    // A client signs with its own clock. One that does not know of a moved world is as
    // welcome as one that does.
    let far = |now: i64| now.saturating_sub(signed.time).saturating_abs() > WINDOW;
    if far(world.clock.now()) && far(world::real_now()) {
        return Err(EXPIRED.into());
    }
    if signed.key_id.starts_with("STS.") && signed.security_token.is_none_or(str::is_empty) {
        return Err(MISSING_TOKEN.into());
    }
    let key = world.keys.find(signed.key_id).ok_or(NO_KEY)?;
    if !key.active {
        return Err(INACTIVE.into());
    }
    if signed.security_token.is_some_and(|token| !token.is_empty()) {
        // No token was issued, so none can be read.
        return Err(MALFORMED_TOKEN.into());
    }
    sign::verify(signed, wire, &key.secret.as_secret())?;
    if let Some(nonce) = signed.nonce
        && world.nonce_seen(signed.key_id, nonce)
    {
        return Err(NONCE_USED.into());
    }
    Ok(Arc::clone(&key.caller))
}
