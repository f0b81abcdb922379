//! Why a call was refused before its action: one sentence, or a few, for each error.

use actions::ApiError;

use crate::{
    catalog,
    gateway::{self, authenticate, encode::Format, faults, own_gateway},
    route::{self, Found},
    sign::{
        Claim, SCHEMES, Signed, claim,
        time::{Clocks, write_iso},
        verify,
    },
    wire::Wire,
    world::World,
};

/// The code that the gateway would refuse a request with, where it would. Neither its time nor its
/// nonce is looked at: the request is shown, not sent.
pub(super) fn code(world: &World, wire: &Wire<'_>) -> Option<String> {
    let checked = || -> Result<(), ApiError> {
        let found = route::find(wire).map_err(faults::no_target)?;
        if !gateway::takes(&found, wire.method) {
            return Err(faults::UNSUPPORTED_HTTP_METHOD.into());
        }
        Format::of(wire)?;
        if let Claim::Signed(signed) = own_gateway::claim(&found, wire)? {
            let key = authenticate::holder(world, signed.key_id, signed.security_token)?;
            verify(&signed, wire, &key.secret.as_secret())?;
        }
        if let Found::Named(named) = found {
            return Err(faults::not_emulated(&named));
        }
        Ok(())
    };
    checked().err().map(|error| error.into_fields().code.into_owned())
}

/// Why a call was refused with this code, when the clocks said so.
pub(super) fn of(world: &World, wire: &Wire<'_>, code: &str, clocks: Clocks) -> Vec<String> {
    let own = route::find(wire).ok().and_then(|found| own_gateway::of(found.product()));
    let code = own.map_or(code, |own| own.common_code(code));
    let reason = match code {
        "InvalidProduct.NotFound" => Some(format!(
            "No product that is known here has the host `{}`. Call the server by its address, as \
             http://127.0.0.1:4800, and version and action decide.",
            wire.header("host").unwrap_or_default()
        )),
        "MissingVersion" => Some(missing_version(wire)),
        "InvalidVersion" => Some(version(wire)),
        "InvalidAction.NotFound" => return action(wire),
        "UnsupportedHTTPMethod" => {
            Some(format!("An action is called by GET or POST, not by {}.", wire.method))
        }
        "InvalidParameter.Format" => Some("`Format` is `JSON` or `XML`.".to_owned()),
        "MissingAccessKeyId" => Some(
            "The call has no access key id: no `Authorization` header, and no parameter \
             `AccessKeyId` in the query or in a form."
                .to_owned(),
        ),
        "InvalidSignatureMethod" => {
            let mut known: Vec<_> = SCHEMES.iter().map(|scheme| scheme.algorithm).collect();
            known.dedup();
            Some(format!("The signature method must be one of {}.", known.join(", ")))
        }
        "IncompleteSignature" => Some(
            "The `Authorization` header must be like `ACS3-HMAC-SHA256 Credential=…,\
             SignedHeaders=…,Signature=…`; in ACS4 the credential is \
             `id/yyyyMMdd/region/product/aliyun_v4_request`."
                .to_owned(),
        ),
        _ => match claim(wire) {
            Ok(Claim::Signed(signed)) => credential(world, &signed, code, clocks),
            Ok(Claim::Bearer { .. }) => {
                Some("The call has a bearer token, and this server issues none.".to_owned())
            }
            _ => None,
        },
    };
    reason.into_iter().collect()
}

/// Why a key, a token, a time or a nonce was refused.
fn credential(world: &World, signed: &Signed<'_>, code: &str, clocks: Clocks) -> Option<String> {
    let id = signed.key_id;
    let token = signed.security_token.unwrap_or_default();
    let session = world.session(token).ok().flatten();
    Some(match code {
        "InvalidAccessKeyId.NotFound" => format!(
            "No access key has the id {id:?}: none of `--account`, and none that CreateAccessKey \
             made and DeleteAccessKey left."
        ),
        "InvalidAccessKeyId.Inactive" => format!(
            "The access key {id} is inactive. UpdateAccessKey with Status=Active makes it active."
        ),
        "MissingSecurityToken" => format!(
            "The access key {id} is a temporary one: send the SecurityToken that came with it, as \
             the parameter `SecurityToken` or the header `x-acs-security-token`, and sign it."
        ),
        "InvalidSecurityToken.Expired" => match session {
            Some(session) if !session.key.active => {
                "The role of the session was deleted, and its security tokens ended with it."
                    .to_owned()
            }
            Some(session) => format!(
                "The security token expired at {}; the call came at {} on the server's clock. Get \
                 a new one from STS.",
                write_iso(session.expires),
                write_iso(clocks.world)
            ),
            None => "The security token has expired.".to_owned(),
        },
        "InvalidSecurityToken.Malformed" => format!(
            "The security token is none that this server issued: it came from another server, from \
             before a reset, or was changed on its way ({}).",
            changed(token)
        ),
        "InvalidSecurityToken.MismatchWithAccessKey" => match session {
            Some(session) => format!(
                "The security token belongs to the access key {}, and the call names {id}. Use id, \
                 secret and token of one and the same answer of STS.",
                session.key.id
            ),
            None => "The security token belongs to another access key.".to_owned(),
        },
        "InvalidTimeStamp.Expired" => {
            clocks.refuse(signed.time).unwrap_or_else(|| authenticate::NONCE_FORGOTTEN.to_owned())
        }
        "SignatureNonceUsed" => format!(
            "The nonce {:?} was used before with the key {id}. Each request needs a nonce of its \
             own, and so does each retry: make a new one, and sign again.",
            signed.nonce.unwrap_or_default()
        ),
        _ => return None,
    })
}

/// What a token has that no token of this server has.
fn changed(token: &str) -> String {
    let length = token.len();
    if token.contains('%') {
        format!("{length} characters, with escapes: it was encoded once more than it should be")
    } else if token.contains(' ') {
        format!("{length} characters, with spaces: a `+` was not escaped")
    } else {
        format!("{length} characters")
    }
}

fn missing_version(wire: &Wire<'_>) -> String {
    let known = named(wire).map(versions).unwrap_or_default();
    let which = if known.is_empty() { String::new() } else { format!(" It is {known}.") };
    format!(
        "The call names no version of the API: send the parameter `Version` in the query or in a \
         form, or the header `x-acs-version`.{which}"
    )
}

fn version(wire: &Wire<'_>) -> String {
    let version = wire.header("x-acs-version").or_else(|| wire.parameters.non_empty("Version"));
    let version = version.unwrap_or_default();
    match named(wire) {
        Some(action) if !versions(action).is_empty() => format!(
            "No product here has the version {version:?} of {action}; it is {}. A vendor's host \
             name in `Host` allows its own product only.",
            versions(action)
        ),
        _ => format!("No product here has the version {version:?}."),
    }
}

fn named<'a>(wire: &Wire<'a>) -> Option<&'a str> {
    wire.parameters.non_empty("Action").or_else(|| wire.header("x-acs-action"))
}

/// `2019-01-01 (Cms)`, for each version that has the action.
fn versions(action: &str) -> String {
    let known = catalog::published(action, None);
    let texts: Vec<_> = known.iter().map(|it| format!("{} ({})", it.version, it.code)).collect();
    texts.join(" or ")
}

/// Why no action was found: another case, another path, another method.
fn action(wire: &Wire<'_>) -> Vec<String> {
    let action = named(wire);
    let mut reasons = Vec::new();
    for it in route::like(action, wire.path) {
        let (name, version) = (it.action, it.version);
        let reason = match it.place {
            Some((method, _)) if method != wire.method => {
                format!(
                    "{name} ({version}) is called by {method}, and the call is a {}.",
                    wire.method
                )
            }
            Some((_, place)) => {
                format!(
                    "{name} ({version}) has the path {place:?}, and the call {:?}: case and slashes count.",
                    wire.path
                )
            }
            None if action != Some(name) => format!(
                "The action is spelt {name}, and the call has {:?}: case counts.",
                action.unwrap_or_default()
            ),
            None if wire.path != "/" => format!(
                "{name} is an RPC action, whose path is `/`, and the call has {:?}.",
                wire.path
            ),
            None => format!("{name} is an action of {} {version}.", it.code),
        };
        reasons.push(reason);
    }
    if reasons.is_empty() {
        let misspelt = wire.parameters.iter().find(|p| p.name.eq_ignore_ascii_case("action"));
        reasons.push(match (action, misspelt) {
            (None, Some(p)) => format!("The parameter {:?} must be spelt `Action`.", p.name),
            (None, None) => {
                "The call names no action: send the parameter `Action` in the query or \
                             in a form, or the header `x-acs-action`."
                    .to_owned()
            }
            (Some(action), _) => format!(
                "There is no action {action:?} at the path {:?} of this version.",
                wire.path
            ),
        });
    }
    reasons.truncate(5);
    reasons
}
