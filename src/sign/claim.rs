//! What a request says of its sender: a signature, a bearer token, or nothing.

use actions::{ApiError, Origin};

use super::{Family, SCHEMES, Scheme, Scope, acs4, faults, roa, time};
use crate::wire::Wire;

/// What a request carries as proof of who sends it, borrowed from the request.
#[derive(Debug, PartialEq, Eq)]
pub enum Claim<'a> {
    /// A signature, to be verified.
    Signed(Signed<'a>),
    /// A token in the place of a signature.
    Bearer {
        /// The token, never empty.
        token: &'a str,
    },
    /// Nothing. Only a few actions allow it; to all others it is a missing `AccessKeyId`.
    Anonymous,
}

/// A signature and what is needed to check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed<'a> {
    /// How it is signed.
    pub scheme: &'static Scheme,
    /// The access key's id, never empty.
    pub key_id: &'a str,
    /// The security token of a temporary key.
    pub security_token: Option<&'a str>,
    /// What makes the request unique. Always there in RPC calls of version 1, but for products whose
    /// own gateway asks for none; optional elsewhere, and absent from Go old and Python core in ROA calls.
    pub nonce: Option<&'a str>,
    /// When it was made, in milliseconds since 1970, by the client's clock.
    pub time: i64,
    /// The signature as sent, never empty.
    pub signature: &'a str,
    /// The names of the signed headers, joined with `;`. Empty in version 1.
    pub signed_headers: &'a str,
    /// The scope of a V4 credential.
    pub scope: Option<Scope<'a>>,
}

/// How many names `SignedHeaders` may have. More than any request has headers.
const MAX_SIGNED_HEADERS: usize = 256;

/// Reads who sends a request and how it proves that, in the gateway's order of detection.
///
/// A request that starts to sign and lacks a piece is an error, in the order: key id, signature,
/// time, method, nonce; then the method's and the time's values.
pub fn claim<'a>(wire: &Wire<'a>) -> Result<Claim<'a>, ApiError> {
    read(wire, true)
}

/// The same where RPC calls of version 1 need no nonce.
pub fn claim_without_nonce<'a>(wire: &Wire<'a>) -> Result<Claim<'a>, ApiError> {
    read(wire, false)
}

fn read<'a>(wire: &Wire<'a>, needs_nonce: bool) -> Result<Claim<'a>, ApiError> {
    let authorization = wire.header("authorization").unwrap_or_default();
    let (algorithm, rest) = match authorization.split_once(' ') {
        Some((algorithm, rest)) => (algorithm, rest.trim_start()),
        None => (authorization, ""),
    };
    if algorithm.starts_with("ACS3-") || algorithm.starts_with("ACS4-") {
        return acs(wire, algorithm, rest).map(Claim::Signed);
    }
    let bearer = filled(wire.header("x-acs-bearer-token"));
    if algorithm.eq_ignore_ascii_case("acs") {
        let (key_id, signature) = rest.split_once(':').unwrap_or((rest, ""));
        // Go old and PHP send `acs :` beside a bearer token.
        return match (bearer, key_id.trim()) {
            (Some(token), "") => Ok(Claim::Bearer { token }),
            (_, key_id) => roa(wire, key_id, signature.trim()).map(Claim::Signed),
        };
    }
    let common = Common::of(wire);
    if common.signs() {
        return rpc(&common, needs_nonce).map(Claim::Signed);
    }
    let authorized = algorithm.eq_ignore_ascii_case("bearer").then_some(rest);
    if let Some(token) = bearer.or(common.bearer_token).or(filled(authorized)) {
        return Ok(Claim::Bearer { token });
    }
    if common.is_bearer() || algorithm.eq_ignore_ascii_case("bearer") {
        return Err(faults::missing("BearerToken"));
    }
    Ok(Claim::Anonymous)
}

/// The value of a header that steers a call, such as `x-acs-version`. `None` if it stands there
/// twice, or if the request is signed and the signature does not cover it: what is not signed
/// steers nothing.
#[must_use]
pub fn steering<'a>(wire: &Wire<'a>, name: &str) -> Option<&'a str> {
    let value = wire.header(name).filter(|value| !value.is_empty())?;
    let alone = wire.headers.values(name).nth(1).is_none();
    (alone && covers_header(wire, name)).then_some(value)
}

/// Whether the signature of a request covers a header that may steer the call; `name` is in lower
/// case. Where nothing is signed, as with a bearer token, every header counts.
///
/// The `Host` is another matter: it is where the client connects to, and the first generation signs it nowhere.
#[must_use]
pub fn covers_header(wire: &Wire<'_>, name: &str) -> bool {
    let authorization = wire.header("authorization").unwrap_or_default();
    if authorization.starts_with("ACS3-") || authorization.starts_with("ACS4-") {
        // Every `x-acs-` header of the request is signed, listed or not.
        if name.starts_with("x-acs-") {
            return true;
        }
        let listed = authorization.split_once("SignedHeaders=").map_or("", |(_, rest)| rest);
        let listed = listed.split([',', ' ']).next().unwrap_or_default();
        return listed.split(';').any(|it| it.eq_ignore_ascii_case(name));
    }
    if authorization.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("acs ")) {
        return name.starts_with("x-acs-") || roa::LINES.contains(&name);
    }
    // A signature among the parameters covers these alone.
    !["AccessKeyId", "Signature"].iter().any(|it| wire.common(it).is_some())
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|t| !t.is_empty())
}

/// The parameters that carry a signature of version 1. Empty ones count as absent.
#[derive(Default)]
struct Common<'a> {
    access_key_id: Option<&'a str>,
    signature: Option<&'a str>,
    timestamp: Option<&'a str>,
    method: Option<&'a str>,
    nonce: Option<&'a str>,
    kind: Option<&'a str>,
    security_token: Option<&'a str>,
    bearer_token: Option<&'a str>,
    /// Whether some of the first two are there, if only with an empty value.
    mentioned: bool,
}

impl<'a> Common<'a> {
    fn of(wire: &Wire<'a>) -> Self {
        let mut common = Self::default();
        for parameter in wire.parameters.iter() {
            // What a resource or an action is sent may have any of these names and mean something else.
            let carries = match parameter.origin {
                Origin::Query => true,
                Origin::Form => !wire.names_resource(),
                Origin::Json | Origin::Path => false,
            };
            if !carries {
                continue;
            }
            let place = match parameter.name {
                "AccessKeyId" => &mut common.access_key_id,
                "Signature" => &mut common.signature,
                "Timestamp" => &mut common.timestamp,
                "SignatureMethod" => &mut common.method,
                "SignatureNonce" => &mut common.nonce,
                "SignatureType" => &mut common.kind,
                "SecurityToken" => &mut common.security_token,
                "BearerToken" => &mut common.bearer_token,
                _ => continue,
            };
            common.mentioned |= matches!(parameter.name, "AccessKeyId" | "Signature");
            if place.is_none() {
                *place = filled(Some(parameter.value));
            }
        }
        common
    }

    fn is_bearer(&self) -> bool {
        self.bearer_token.is_some() || self.kind == Some("BEARERTOKEN")
    }

    /// Go old sends a signature of nothing, and PHP empty pieces, beside a bearer token.
    fn signs(&self) -> bool {
        let complete = self.access_key_id.is_some() && self.signature.is_some();
        complete || (self.mentioned && !self.is_bearer())
    }
}

const CREDENTIAL: &str = "Credential has to be like KEY/20261121/REGION/PRODUCT/aliyun_v4_request.";

fn incomplete(hint: &'static str) -> ApiError {
    ApiError::from(faults::INCOMPLETE_SIGNATURE).with_hint(hint)
}

/// How a request writes its time.
const ISO: &str = "2026-11-21T22:53:41Z, in UTC";
const HTTP: &str = "Sat, 21 Nov 2026 22:53:41 GMT";

fn rpc<'a>(common: &Common<'a>, needs_nonce: bool) -> Result<Signed<'a>, ApiError> {
    let key_id = common.access_key_id.ok_or_else(|| faults::missing("AccessKeyId"))?;
    let signature = common.signature.ok_or_else(|| faults::missing("Signature"))?;
    let timestamp = common.timestamp.ok_or_else(|| faults::missing("Timestamp"))?;
    let method = common.method.ok_or_else(|| faults::missing("SignatureMethod"))?;
    if needs_nonce && common.nonce.is_none() {
        return Err(faults::missing("SignatureNonce"));
    }
    Ok(Signed {
        scheme: scheme(method, &[Family::Rpc])?,
        key_id,
        security_token: common.security_token,
        nonce: common.nonce,
        time: time::iso(timestamp).ok_or_else(|| faults::malformed_time(ISO))?,
        signature,
        signed_headers: "",
        scope: None,
    })
}

fn roa<'a>(wire: &Wire<'a>, key_id: &'a str, signature: &'a str) -> Result<Signed<'a>, ApiError> {
    let key_id = filled(Some(key_id)).ok_or_else(|| faults::missing("AccessKeyId"))?;
    let signature = filled(Some(signature)).ok_or_else(|| faults::missing("Signature"))?;
    let date = filled(wire.header("date")).ok_or_else(|| faults::missing("Date"))?;
    let method = filled(wire.header("x-acs-signature-method")).unwrap_or("HMAC-SHA1");
    Ok(Signed {
        scheme: scheme(method, &[Family::Roa])?,
        key_id,
        security_token: filled(wire.header("x-acs-security-token")),
        nonce: filled(wire.header("x-acs-signature-nonce")),
        time: time::http(date).ok_or_else(|| faults::malformed_time(HTTP))?,
        signature,
        signed_headers: "",
        scope: None,
    })
}

fn acs<'a>(wire: &Wire<'a>, algorithm: &str, pieces: &'a str) -> Result<Signed<'a>, ApiError> {
    // Java core writes them in another order than the rest.
    let (mut credential, mut signed_headers, mut signature) = ("", "", "");
    for (name, value) in pieces.split(',').filter_map(|piece| piece.trim().split_once('=')) {
        match name {
            "Credential" => credential = value,
            "SignedHeaders" => signed_headers = value,
            "Signature" => signature = value,
            _ => {}
        }
    }
    let credential = filled(Some(credential)).ok_or_else(|| faults::missing("AccessKeyId"))?;
    let signature = filled(Some(signature)).ok_or_else(|| faults::missing("Signature"))?;
    let date = filled(wire.header("x-acs-date")).ok_or_else(|| faults::missing("Timestamp"))?;
    let scheme = scheme(algorithm, &[Family::Acs3, Family::Acs4])?;
    let (key_id, scope) = if scheme.family == Family::Acs4 {
        let (key_id, scope) = acs4::credential(credential).ok_or_else(|| incomplete(CREDENTIAL))?;
        (filled(Some(key_id)).ok_or_else(|| faults::missing("AccessKeyId"))?, Some(scope))
    } else {
        (credential, None)
    };
    if signed_headers.is_empty()
        || signed_headers.bytes().filter(|&b| b == b';').count() >= MAX_SIGNED_HEADERS
    {
        return Err(incomplete("SignedHeaders is missing, or lists too many."));
    }
    Ok(Signed {
        scheme,
        key_id,
        security_token: filled(wire.header("x-acs-security-token")),
        nonce: filled(wire.header("x-acs-signature-nonce")),
        time: time::iso(date).ok_or_else(|| faults::malformed_time(ISO))?,
        signature,
        signed_headers,
        scope,
    })
}

fn scheme(algorithm: &str, families: &[Family]) -> Result<&'static Scheme, ApiError> {
    Scheme::called(algorithm, families).ok_or_else(|| {
        let known = SCHEMES.iter().filter(|it| families.contains(&it.family));
        let known: Vec<_> = known.map(|it| it.algorithm).collect();
        ApiError::from(faults::INVALID_SIGNATURE_METHOD)
            .with_hint(format!("It has to be one of {}.", known.join(", ")))
    })
}

#[cfg(test)]
mod tests;
