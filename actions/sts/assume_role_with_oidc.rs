//! `AssumeRoleWithOIDC` issues temporary credentials for a token of an OIDC identity provider. The
//! call is not signed; the role's trust policy alone decides.
//!
//! The keys of the provider are those posted to `/_localyun/ims/oidc-keys`; the cloud fetches them. The codes and
//! texts are from the guide of the vendor's container service and from the tests of its credentials libraries. A
//! token older than the provider's issuance limit is reported as expired (assumed).
//!
//! Assumed: the status of each error.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    BAD_DURATION, BAD_POLICY, NO_ROLE,
    credentials::{Arn, Credentials, SessionRequest, User, session_name},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ims::trusted::{self, OidcProvider},
    policy::{self, PrincipalName, Request, Rights, Subject},
    shared::format::iso,
    text,
};

pub(super) struct AssumeRoleWithOIDC {
    session_request: SessionRequest,
    session: String,
    provider_arn: String,
    token: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    assumed_role_user: User,
    credentials: Credentials,
    #[serde(rename = "OIDCTokenInfo")]
    token_info: TokenInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TokenInfo {
    subject: String,
    issuer: String,
    client_ids: String,
    expiration_time: String,
    issuance_time: String,
    verification_info: &'static str,
}

const fn refused(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 401, code, message }
}

const BAD_PROVIDER: Fault = Fault {
    status: 403,
    code: "AuthenticationFail.NoPermission",
    message: "Parameter OIDCProviderArn is not valid",
};
const NO_PROVIDER: Fault = Fault {
    status: 403,
    code: "AuthenticationFail.NoPermission",
    message: "No such OIDC Provider registered.",
};
const INVALID: Fault =
    refused("AuthenticationFail.OIDCToken.Invalid", "This JsonWebToken is invalid.");
const EXPIRED: Fault =
    refused("AuthenticationFail.OIDCToken.Expired", "This JsonWebToken is expired.");
const OTHER_ISSUER: Fault = refused(
    "AuthenticationFail.OIDCToken.IssuerNotMatch",
    "The issuer in the OIDC Token doesn't match the OIDC Provider registered.",
);
const OTHER_AUDIENCE: Fault =
    refused("AuthenticationFail.OIDCToken.AudienceNotMatch", "Invalid audience.");
const NO_KEYS: Fault = refused(
    "AuthenticationFail.OIDCToken.IssuerConfigurationBroken",
    "Get public keys from OIDC Provider failed, the issuer is %s.",
);

impl Action for AssumeRoleWithOIDC {
    const NAME: &'static str = "AssumeRoleWithOIDC";
    const DOC: &'static str = "Issues temporary credentials of a role for an OIDC token.";
    const ACCESS: Access = Access::Anonymous;
    const RAM: &'static str = "AssumeRole";
    const FAULTS: &'static [Fault] = &[
        BAD_PROVIDER,
        INVALID,
        EXPIRED,
        OTHER_ISSUER,
        OTHER_AUDIENCE,
        NO_KEYS,
        NO_ROLE,
        BAD_DURATION,
        BAD_POLICY,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let provider = text("OIDCProviderArn").doc("The identity provider, by its ARN.");
        let token = text("OIDCToken").len(4, 20_000).doc("The token of the identity provider.");
        Ok(Self {
            provider_arn: p.required(provider)?,
            token: p.required(token)?,
            session_request: SessionRequest::read(p)?,
            session: session_name(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let arn = Arn::parse(&self.provider_arn, "oidc-provider").ok_or(BAD_PROVIDER)?;
        let provider =
            trusted::oidc_provider(cx.tx, &arn.account, &arn.name)?.ok_or(NO_PROVIDER)?;
        let claims = claims(cx, &self.token, &provider)?;
        let assumed = self.session_request.role(cx, NO_ROLE)?;
        let (issuer, subject) = (claim(&claims, "iss"), claim(&claims, "sub"));
        let mut facts =
            cx.authority.facts.clone().with("oidc:iss", issuer).with("oidc:sub", subject);
        for audience in audiences(&claims) {
            facts = facts.with("oidc:aud", audience);
        }
        let who =
            Subject::new(&arn.account, PrincipalName::Federated(&self.provider_arn), Rights::NONE);
        let resources = [Cow::Owned(assumed.resource())];
        let request = Request::new("sts:AssumeRole", &resources, &facts);
        let decision = policy::assume_role(&who, &assumed.trust, &request);
        cx.authority.enforcer.enforce(&decision, &who, &facts)?;
        let faults = (BAD_POLICY, BAD_DURATION);
        let (credentials, user) =
            self.session_request.credentials(cx, &assumed, &self.session, faults)?;
        let time = |name| iso(seconds(&claims, name).unwrap_or(0) * 1000);
        let token_info = TokenInfo {
            subject: subject.to_owned(),
            issuer: issuer.to_owned(),
            client_ids: audiences(&claims).collect::<Vec<_>>().join(","),
            expiration_time: time("exp"),
            issuance_time: time("iat"),
            verification_info: "Success",
        };
        Ok(Response { assumed_role_user: user, credentials, token_info })
    }
}

/// The claims of the token, if it is valid now and signed by the provider.
fn claims(cx: &mut Cx<'_>, token: &str, provider: &OidcProvider) -> Result<Map<String, Value>> {
    // The issuer is read first, before the signature is verified, because it selects the keys.
    let said = token.split('.').nth(1).and_then(unverified_claims).ok_or(INVALID)?;
    if claim(&said, "iss") != provider.issuer {
        return Err(OTHER_ISSUER.into());
    }
    let keys = trusted::oidc_keys(cx.tx, &provider.issuer)?;
    let keys = keys.ok_or_else(|| NO_KEYS.with(&provider.issuer))?;
    let claims = cx.claims(token, &keys)?.ok_or(INVALID)?;
    if claim(&claims, "iss") != provider.issuer || claim(&claims, "sub").is_empty() {
        return Err(INVALID.into());
    }
    let now = cx.now / 1000;
    let (issued, expires) = seconds(&claims, "iat").zip(seconds(&claims, "exp")).ok_or(INVALID)?;
    let too_early = seconds(&claims, "nbf").is_some_and(|from| from > now + CLOCK_SKEW);
    if issued > now + CLOCK_SKEW || too_early {
        return Err(INVALID.into());
    }
    if expires <= now || now - issued > provider.limit_hours * 3600 {
        return Err(EXPIRED.into());
    }
    let known = |audience| provider.client_ids.split(',').any(|id| id == audience);
    if !audiences(&claims).any(known) {
        return Err(OTHER_AUDIENCE.into());
    }
    Ok(claims)
}

/// Accepted difference between the clocks of provider and cloud, in seconds.
const CLOCK_SKEW: i64 = 300;

fn claim<'a>(claims: &'a Map<String, Value>, name: &str) -> &'a str {
    claims.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A time in seconds since 1970, if it is in range.
fn seconds(claims: &Map<String, Value>, name: &str) -> Option<i64> {
    let value = claims.get(name)?;
    #[expect(clippy::cast_possible_truncation, reason = "a fraction of a second is dropped")]
    let seconds = value.as_i64().or_else(|| value.as_f64().map(|s| s as i64))?;
    (0..=253_402_300_799).contains(&seconds).then_some(seconds)
}

/// One audience as text, or a list of them.
fn audiences(claims: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let one = claims.get("aud").and_then(Value::as_str);
    let list = claims.get("aud").and_then(Value::as_array);
    one.into_iter().chain(list.into_iter().flatten().filter_map(Value::as_str))
}

/// The unverified claims of a token: base64url without padding.
fn unverified_claims(part: &str) -> Option<Map<String, Value>> {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = Vec::with_capacity(part.len());
    let (mut bits, mut held) = (0_u32, 0);
    for digit in part.bytes() {
        let value = digits.iter().position(|d| *d == digit)?;
        bits = (bits << 6) | u32::try_from(value).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
        }
    }
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read_before_they_are_believed() {
        let claims = unverified_claims("eyJpc3MiOiJqb2UiLCJhdWQiOlsiYSIsImIiXX0").unwrap();
        assert_eq!(claim(&claims, "iss"), "joe");
        assert_eq!(audiences(&claims).collect::<Vec<_>>(), ["a", "b"]);
        for bad in ["", "e", "eyJ=", "e30.e30", "\u{e4}"] {
            assert!(unverified_claims(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_time_is_one_that_a_calendar_has() {
        let claims = serde_json::json!({"a": 1.9, "b": 5, "c": -1, "d": 1e30, "e": "5"});
        let claims = claims.as_object().unwrap();
        let got: Vec<_> = ["a", "b", "c", "d", "e"].map(|n| seconds(claims, n)).into();
        assert_eq!(got, [Some(1), Some(5), None, None, None]);
    }
}
