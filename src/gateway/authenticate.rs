//! Who calls: the checks between a found action and its transaction, in the gateway's order.

use crate::{
    config::Auth,
    exchange::VerifiedSignature,
    gateway::{faults, own_gateway},
    keys::Key,
    route::Found,
    sign::{self, Claim, Covered, Signed, time::Clocks},
    wire::Wire,
    world::{
        World,
        nonces::{Ahead, NonceUse},
    },
};
use std::sync::Arc;

use actions::{ApiError, Caller};

/// A refused call.
pub struct Refused {
    /// What to answer.
    pub error: ApiError,
    /// In the mode in which refused calls go on: the holder of the key that the call names, or of the first account.
    pub caller: Option<Arc<Caller>>,
}

/// Who has signed a call.
pub struct Authenticated {
    /// Who calls.
    pub caller: Arc<Caller>,
    /// What of the parameters is proven to be theirs.
    pub covered: Covered,
    /// How it was signed, where that was verified.
    pub signature: Option<VerifiedSignature>,
    /// The nonce, if it is to be written down with what the call writes.
    pub ahead: Option<Ahead>,
}

impl Authenticated {
    /// Where no signature is asked for.
    pub(super) fn unchecked(caller: Arc<Caller>) -> Self {
        Self { caller, covered: Covered::ALL, signature: None, ahead: None }
    }
}

/// Who calls what was `found` and what of the parameters is proven to be theirs, or why the call is refused. An
/// anonymous action asks nobody who they are.
pub fn caller(
    world: &World,
    auth: Auth,
    wire: &Wire<'_>,
    found: &Found<'_>,
) -> Result<Authenticated, Refused> {
    if found.is_anonymous() {
        return Ok(Authenticated::unchecked(Arc::new(nobody())));
    }
    let claim = own_gateway::claim(found, wire);
    let named = match &claim {
        Ok(Claim::Signed(signed)) if auth != Auth::Strict => named(world, signed),
        _ => None,
    };
    let anyone = || named.clone().or_else(|| world.keys.fallback());
    if auth == Auth::Off
        && let Some(caller) = anyone()
    {
        return Ok(Authenticated::unchecked(caller));
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
    let anyone = || anyone().filter(|_| auth == Auth::Audit);
    checked.map_err(|error| Refused { error: hinted(error, wire), caller: anyone() })
}

/// The error with why a part of the signature may be missing although it was given.
fn hinted(error: ApiError, wire: &Wire<'_>) -> ApiError {
    let part = error.code.strip_prefix("Missing").filter(|_| error.hint.is_none());
    match part.and_then(|part| wire.parameters.why_missing(part)) {
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
    let token = token.ok_or_else(|| faults::missing("SecurityToken"))?;
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

/// The hint of a refusal where it is not known any more whether the nonce was used.
pub const NONCE_FORGOTTEN: &str = "Whether the nonce was used is not known any more: so many calls \
    came since, or the server was started since. Sign the call anew.";

fn check(world: &World, wire: &Wire<'_>, signed: &Signed<'_>) -> Result<Authenticated, ApiError> {
    let clocks = world.clocks();
    // Where every answer follows from a seed, the machine's clock is not shown.
    let shown = match world.settings.seed {
        Some(_) => Clocks { real: clocks.world, ..clocks },
        None => clocks,
    };
    if let Some(why) = clocks.refuse(signed.time).and_then(|_| shown.refuse(signed.time)) {
        return Err(ApiError::from(faults::INVALID_TIMESTAMP_EXPIRED).with_hint(why));
    }
    let key = holder(world, signed.key_id, signed.security_token)?;
    let variant = sign::verify_keeping(signed, wire, &key.secret.as_secret(), &key.made)?;
    let mut ahead = None;
    if let Some(nonce) = signed.nonce {
        match world.nonce_seen(signed.key_id, nonce, signed.time, clocks) {
            NonceUse::New => ahead = world.nonce_ahead(signed.key_id, nonce, signed.time, clocks),
            NonceUse::Before => return Err(faults::SIGNATURE_NONCE_USED.into()),
            // It is not known any more whether it was used, so its time counts as expired.
            NonceUse::Forgotten => {
                return Err(
                    ApiError::from(faults::INVALID_TIMESTAMP_EXPIRED).with_hint(NONCE_FORGOTTEN)
                );
            }
        }
    }
    if let Some(used) = &key.used {
        used.note(clocks.world);
    }
    let covered = Covered::by(variant, signed, wire);
    let signature = Some(VerifiedSignature { scheme: signed.scheme, form: variant });
    Ok(Authenticated { caller: Arc::clone(&key.caller), covered, signature, ahead })
}
