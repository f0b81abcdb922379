//! Identity providers: parameter rules, errors and answers.

use serde::Serialize;

use super::tables::{oidc, saml};
use crate::{
    ApiError, Cx, Fault, ParameterError, Params, Problem, Result, Spec, of_line,
    shared::{format::iso, text::comma_list},
    text,
};

/// Maximum number of providers of a kind in an account.
pub(super) const LIMIT: i64 = 100;
/// Maximum number of client ids of a provider.
const MAX_CLIENT_IDS: usize = 20;
/// Maximum number of fingerprints of a provider.
const MAX_FINGERPRINTS: usize = 5;
/// The default maximum age of a token, in hours.
pub(super) const DEFAULT_ISSUANCE_HOURS: i64 = 12;

const fn conflict(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 409, code, message }
}

// The codes are those that Terraform's provider checks for; the vendor does not document the
// messages, so they follow its style.
pub(super) const NO_OIDC: Fault = Fault {
    status: 404,
    code: "EntityNotExist.OIDCProvider",
    message: "The OIDC provider does not exist.",
};
pub(super) const NO_SAML: Fault = Fault {
    status: 404,
    code: "EntityNotExist.SAMLProviderError",
    message: "The SAML provider does not exist.",
};
pub(super) const OIDC_EXISTS: Fault =
    conflict("EntityAlreadyExists.OIDCProvider", "The OIDC provider does already EXIST.");
pub(super) const ISSUER_EXISTS: Fault = conflict(
    "EntityAlreadyExists.OIDCProvider.Url",
    "The issuer URL of the OIDC provider does already EXIST.",
);
pub(super) const SAML_EXISTS: Fault =
    conflict("EntityAlreadyExists.SAMLProvider", "The SAML provider does already EXIST.");
pub(super) const OIDC_LIMIT: Fault = conflict(
    "LimitExceeded.OIDCProvider",
    "The count of OIDC providers beyond the current limits.",
);
pub(super) const SAML_LIMIT: Fault = conflict(
    "LimitExceeded.SAMLProvider",
    "The count of SAML providers beyond the current limits.",
);
pub(super) const CLIENT_ID_LIMIT: Fault = conflict(
    "LimitExceeded.OIDCProvider.ClientId",
    "The count of client IDs of the OIDC provider beyond the current limits.",
);
pub(super) const FINGERPRINT_LIMIT: Fault = conflict(
    "LimitExceeded.OIDCProvider.Fingerprint",
    "The count of fingerprints of the OIDC provider beyond the current limits.",
);

fn is_name(text: &str) -> bool {
    let edge = |c: char| c.is_ascii_alphanumeric();
    text.starts_with(edge)
        && text.ends_with(edge)
        && text.chars().all(|c| edge(c) || ".-_".contains(c))
}

/// The name of a provider.
pub(super) fn name(p: &mut Params<'_>, parameter: &'static str) -> Result<String> {
    let spec = text(parameter).doc("The name of the provider.");
    let name = p.required(spec.form("provider name", |t| t.len() > 128 || is_name(t)))?;
    if name.len() > 128 {
        let problem = Problem::Length(1, 128);
        return Err(super::wording(&ParameterError { name: parameter, problem }));
    }
    Ok(name)
}

/// A description.
pub(super) fn about(parameter: &'static str) -> Spec<String> {
    text(parameter).prose(0, 256).keep_empty().doc("What the provider is.")
}

/// An `https` URL without query, fragment or user info (documented).
pub(super) fn is_issuer(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| {
        !rest.is_empty()
            && text.len() <= 255
            && !rest.starts_with(['/', ':', '.'])
            && !rest.contains(['?', '#', '@'])
            && !rest.contains(char::is_whitespace)
            && rest.chars().all(of_line)
    })
}

/// A comma-separated list in one parameter.
pub(super) struct CommaList {
    pub(super) name: &'static str,
    max: usize,
    allowed: fn(&str) -> bool,
    too_many: Fault,
}

/// Client ids.
pub(super) const CLIENT_IDS: CommaList = CommaList {
    name: "ClientIds",
    max: MAX_CLIENT_IDS,
    allowed: is_client_id,
    too_many: CLIENT_ID_LIMIT,
};
/// Fingerprints of the certificates of the issuer's server. They are stored but not used.
pub(super) const FINGERPRINTS: CommaList = CommaList {
    name: "Fingerprints",
    max: MAX_FINGERPRINTS,
    allowed: is_fingerprint,
    too_many: FINGERPRINT_LIMIT,
};

pub(super) fn is_client_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_:/".contains(c))
}

pub(super) fn is_fingerprint(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

impl CommaList {
    /// Validates a list and removes duplicates, keeping the order.
    pub(super) fn check(&self, text: &str) -> Result<String> {
        let mut items: Vec<&str> = Vec::new();
        for item in comma_list(text) {
            if !(self.allowed)(item) {
                let problem = Problem::Malformed("list");
                return Err(super::wording(&ParameterError { name: self.name, problem }));
            }
            if !items.contains(&item) {
                // Stop at the limit: each further item would be compared with all before it.
                if items.len() == self.max {
                    return Err(self.too_many.into());
                }
                items.push(item);
            }
        }
        Ok(items.join(","))
    }

    /// Adds `item` to the list, unless it is in it.
    pub(super) fn with(&self, list: &str, item: &str) -> Result<String> {
        self.check(&format!("{list},{item}"))
    }
}

/// Removes `item` from the list, if it is in it.
pub(super) fn without(list: &str, item: &str) -> String {
    let left: Vec<&str> = list.split(',').filter(|one| *one != item).collect();
    left.join(",")
}

/// The OIDC provider of this name.
pub(super) fn oidc(cx: &mut Cx<'_>, name: &str) -> Result<oidc::Provider> {
    oidc::provider(cx.tx, &cx.caller.account, name)?.ok_or_else(|| NO_OIDC.into())
}

/// The SAML provider of this name.
pub(super) fn saml(cx: &mut Cx<'_>, name: &str) -> Result<saml::Provider> {
    saml::provider(cx.tx, &cx.caller.account, name)?.ok_or_else(|| NO_SAML.into())
}

/// The answer of all actions on one OIDC provider.
#[derive(Serialize)]
pub(super) struct OidcResponse {
    #[serde(rename = "OIDCProvider")]
    pub(super) provider: OidcProvider,
}

/// An OIDC provider in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OidcProvider {
    #[serde(rename = "OIDCProviderName")]
    name: String,
    arn: String,
    issuer_url: String,
    description: String,
    client_ids: String,
    fingerprints: String,
    issuance_limit_time: i64,
    create_date: String,
    update_date: String,
    gmt_create: String,
    gmt_modified: String,
}

impl OidcProvider {
    pub(super) fn of(account: &str, p: oidc::Provider) -> Self {
        Self {
            arn: format!("acs:ram::{account}:oidc-provider/{}", p.name),
            name: p.name,
            issuer_url: p.issuer,
            description: p.about,
            client_ids: p.client_ids,
            fingerprints: p.fingerprints,
            issuance_limit_time: p.limit_hours,
            create_date: iso(p.made),
            update_date: iso(p.changed),
            gmt_create: p.made.to_string(),
            gmt_modified: p.changed.to_string(),
        }
    }
}

/// Stores an OIDC provider and returns the answer.
pub(super) fn save_oidc(cx: &mut Cx<'_>, mut p: oidc::Provider) -> Result<OidcResponse> {
    p.changed = cx.now;
    oidc::put(cx.tx, &cx.caller.account, &mut p)?;
    Ok(OidcResponse { provider: OidcProvider::of(&cx.caller.account, p) })
}

/// The answer of all actions on one SAML provider.
#[derive(Serialize)]
pub(super) struct SamlResponse {
    #[serde(rename = "SAMLProvider")]
    pub(super) provider: SamlProvider,
}

/// A SAML provider in answers. Only `GetSAMLProvider` shows the metadata.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SamlProvider {
    #[serde(rename = "SAMLProviderName")]
    name: String,
    arn: String,
    description: String,
    create_date: String,
    update_date: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    authn_sign_algo: String,
    #[serde(rename = "EncodedSAMLMetadataDocument", skip_serializing_if = "Option::is_none")]
    metadata: Option<String>,
}

impl SamlProvider {
    pub(super) fn of(account: &str, p: saml::Provider) -> Self {
        Self {
            arn: format!("acs:ram::{account}:saml-provider/{}", p.name),
            name: p.name,
            description: p.about,
            create_date: iso(p.made),
            update_date: iso(p.changed),
            authn_sign_algo: p.sign_algo,
            metadata: None,
        }
    }

    pub(super) fn whole(account: &str, mut p: saml::Provider) -> Self {
        let metadata = Some(std::mem::take(&mut p.metadata));
        Self { metadata, ..Self::of(account, p) }
    }
}

/// Stores a SAML provider and returns the answer.
pub(super) fn save_saml(cx: &mut Cx<'_>, mut p: saml::Provider) -> Result<SamlResponse> {
    p.changed = cx.now;
    saml::put(cx.tx, &cx.caller.account, &mut p)?;
    Ok(SamlResponse { provider: SamlProvider::of(&cx.caller.account, p) })
}

/// Whether the text is Base64.
pub(super) fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

/// Maximum size of a metadata document before Base64 encoding: 512 KB.
const MAX_METADATA_BYTES: usize = 512 * 1024;

/// Checks a metadata document: its size first, then that it is XML.
pub(super) fn check_metadata(cx: &mut Cx<'_>, name: &str, base64: &str) -> Result<()> {
    let padding = base64.len() - base64.trim_end_matches('=').len();
    if base64.len() / 4 * 3 > MAX_METADATA_BYTES + padding {
        let max = MAX_METADATA_BYTES.div_ceil(3) * 4;
        return Err(super::wording(&ParameterError { name, problem: Problem::Length(4, max) }));
    }
    if cx.is_metadata(base64)? { Ok(()) } else { Err(invalid(name)) }
}

/// The error for an invalid parameter.
pub(super) fn invalid(name: &str) -> ApiError {
    super::wording(&ParameterError { name, problem: Problem::Malformed("value") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_and_end_with_a_letter_or_a_digit() {
        for good in ["a", "Okta.1", "a-b_c"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", ".a", "a-", "a b", "ä"] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn an_issuer_is_a_plain_https_url() {
        for good in ["https://idp.example.com", "https://idp.example.com/a/b"] {
            assert!(is_issuer(good), "{good}");
        }
        for bad in ["", "http://a.b", "https://", "https://a?b", "https://a#b", "https://u@a"] {
            assert!(!is_issuer(bad), "{bad}");
        }
    }

    #[test]
    fn a_list_holds_each_once() {
        assert_eq!(CLIENT_IDS.check(" a, b,a,,").unwrap(), "a,b");
        assert!(CLIENT_IDS.check("a,-b").is_err());
        // Processing stops at the first item beyond the limit.
        let many = (0..1_000_000).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
        assert_eq!(CLIENT_IDS.check(&many).unwrap_err().code, CLIENT_ID_LIMIT.code);
        assert!(FINGERPRINTS.check("1,2,3,4,5,6").is_err());
        assert_eq!(FINGERPRINTS.with("", "1").unwrap(), "1");
        assert_eq!(without("1,2", "1"), "2");
        assert_eq!(without("1", "1"), "");
    }
}
