//! Who calls: the checks between a found action and its transaction, in the gateway's order.

use crate::{
    clock,
    config::Auth,
    keys::Key,
    sign::{self, Claim, Covered, Signed, faults, time::WINDOW},
    wire::Wire,
    world::{
        World,
        nonces::{Ahead, Clocks, Seen},
    },
};
use std::sync::Arc;

use actions::{ApiError, Caller};

/// A call that is refused, and whose it is where refused calls are let pass.
pub struct Refused {
    /// What to answer.
    pub error: ApiError,
    /// The holder of the key that the call names, or of the first account.
    pub caller: Option<Arc<Caller>>,
}

/// Who has signed a call.
pub struct Proven {
    /// Who calls.
    pub caller: Arc<Caller>,
    /// What of the parameters is proven to be theirs.
    pub covered: Covered,
    /// The nonce, if it is to be written down with what the call writes.
    pub ahead: Option<Ahead>,
}

impl Proven {
    /// Where no signature is asked for.
    pub(super) fn anyway(caller: Arc<Caller>) -> Self {
        Self { caller, covered: Covered::ALL, ahead: None }
    }
}

/// Who calls and what of the parameters is proven to be theirs, or why the call is refused. An
/// `anonymous` action asks nobody who they are.
pub fn caller(
    world: &World,
    auth: Auth,
    wire: &Wire<'_>,
    anonymous: bool,
) -> Result<Proven, Refused> {
    if anonymous {
        return Ok(Proven::anyway(Arc::new(nobody())));
    }
    let claim = sign::claim(wire);
    let named = match &claim {
        Ok(Claim::Signed(signed)) if auth != Auth::Strict => named(world, signed),
        _ => None,
    };
    let anyone = || named.clone().or_else(|| world.keys.fallback());
    if auth == Auth::Off
        && let Some(caller) = anyone()
    {
        return Ok(Proven::anyway(caller));
    }
    let checked = match claim {
        Ok(Claim::Signed(signed)) => check(world, wire, &signed),
        // No bearer token exists, so none can be right.
        Ok(Claim::Bearer { .. }) => {
            let error = ApiError::from(faults::INVALID_SECURITY_TOKEN_MALFORMED);
            Err(error.with_hint("No bearer token is valid here."))
        }
        Ok(Claim::Anonymous) => Err(faults::missing("AccessKeyId")),
        Err(error) => Err(error),
    };
    checked.map_err(|error| Refused { error: hinted(error, wire), caller: anyone() })
}

/// The error with why a part of the signature may be missing although it was given.
fn hinted(error: ApiError, wire: &Wire<'_>) -> ApiError {
    let part = error.code.strip_prefix("Missing").filter(|_| error.hint.is_none());
    match part.and_then(|part| wire.given.why_missing(part)) {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

fn nobody() -> Caller {
    let principal = actions::Principal::Anonymous;
    Caller { account: String::new(), principal, access_key: String::new() }
}

/// The holder of the key that a call names, whether its signature is right or not.
fn named(world: &World, signed: &Signed<'_>) -> Option<Arc<Caller>> {
    let session = signed.security_token.and_then(|token| world.session(token).ok()?);
    let key = match session {
        Some(session) => Arc::clone(&session.key),
        None => world.key(signed.key_id).ok()??,
    };
    Some(Arc::clone(&key.caller))
}

/// The error for a key id that nobody has, with what is around it where it is right without that.
fn unknown(world: &World, key_id: &str) -> Result<ApiError, ApiError> {
    let error = ApiError::from(faults::INVALID_ACCESS_KEY_ID_NOT_FOUND);
    let bare = key_id.trim_matches(|c: char| c.is_whitespace() || "\"'`,;".contains(c));
    if bare == key_id || world.key(bare)?.is_none() {
        return Ok(error);
    }
    Ok(error.with_hint(format!(
        "The access key id is {key_id:?}: without what is around it, the server knows it."
    )))
}

/// The key of this id, and with this token if one came along. Whether the signature is right
/// is not asked yet.
pub fn holder(world: &World, key_id: &str, token: Option<&str>) -> Result<Arc<Key>, ApiError> {
    let token = token.filter(|token| !token.is_empty());
    let temporary = key_id.starts_with("STS.");
    if !temporary {
        let Some(key) = world.key(key_id)? else { return Err(unknown(world, key_id)?) };
        if !key.active {
            return Err(faults::INVALID_ACCESS_KEY_ID_INACTIVE.into());
        }
        if token.is_none() {
            return Ok(key);
        }
    }
    let token = token.ok_or(faults::MISSING_SECURITY_TOKEN)?;
    let session = world.session(token)?.ok_or_else(|| {
        ApiError::from(faults::INVALID_SECURITY_TOKEN_MALFORMED)
            .with_hint("The token was not made here: it is valid at the server whose STS made it.")
    })?;
    // A token dies with its role.
    let now = world.clock.now();
    if now >= session.expires || !session.key.active {
        let [end, now] = [session.expires, now].map(sign::time::write_iso);
        let hint = if session.key.active {
            format!("It was valid until {end}; the server's time is {now}.")
        } else {
            "What it stands for is not there any more.".into()
        };
        return Err(ApiError::from(faults::INVALID_SECURITY_TOKEN_EXPIRED).with_hint(hint));
    }
    if session.key.id != key_id {
        return Err(faults::INVALID_SECURITY_TOKEN_MISMATCH.into());
    }
    Ok(Arc::clone(&session.key))
}

fn expired(theirs: i64, ours: i64) -> ApiError {
    let seconds = theirs.abs_diff(ours) / 1000;
    let side = if theirs < ours { "behind" } else { "ahead of" };
    let [theirs, ours] = [theirs, ours].map(sign::time::write_iso);
    ApiError::from(faults::INVALID_TIMESTAMP_EXPIRED).with_hint(format!(
        "The time of the request, {theirs}, is {seconds} s {side} that of the server, {ours}; \
         {} s are allowed.",
        WINDOW / 1000
    ))
}

fn check(world: &World, wire: &Wire<'_>, signed: &Signed<'_>) -> Result<Proven, ApiError> {
    // A client signs with its own clock. One that does not know of a moved world is as
    // welcome as one that does.
    let real = clock::real_now();
    let now = world.clock.at(real);
    let far = |now: i64| now.saturating_sub(signed.time).saturating_abs() > WINDOW;
    if far(now) && far(real) {
        let nearer =
            if signed.time.abs_diff(now) < signed.time.abs_diff(real) { now } else { real };
        return Err(expired(signed.time, nearer));
    }
    let key = holder(world, signed.key_id, signed.security_token)?;
    let variant = sign::verify(signed, wire, &key.secret.as_secret())?;
    let mut ahead = None;
    if let Some(nonce) = signed.nonce {
        let clocks = Clocks { real, world: now };
        match world.nonce_seen(signed.key_id, nonce, signed.time, clocks) {
            Seen::New => ahead = world.nonce_ahead(signed.key_id, nonce, signed.time, clocks),
            Seen::Before => return Err(faults::SIGNATURE_NONCE_USED.into()),
            // Whether it was seen is not known any more, so its time counts as over.
            Seen::Forgotten => {
                return Err(ApiError::from(faults::INVALID_TIMESTAMP_EXPIRED).with_hint(
                    "Whether the nonce was used is not known any more: so many calls came since, or the server \
                     was started since. Sign the call anew.",
                ));
            }
        }
    }
    if let Some(used) = &key.used {
        used.note(now);
    }
    let covered = Covered::by(variant, signed, wire);
    Ok(Proven { caller: Arc::clone(&key.caller), covered, ahead })
}
