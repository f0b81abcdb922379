//! `AssumeRoleWithSAML` issues temporary credentials for a SAML response of an identity provider.
//! The call is not signed; the role's trust policy alone decides.
//!
//! The assertion names the session, and lists the roles that may be asked for, each with its provider (the vendor's
//! page on SAML assertions for role SSO). The codes and texts are those of the action's page before its error table
//! was taken down; cases without a code are reported as an invalid assertion.
//!
//! Assumed: which error each broken assertion is.

use std::borrow::Cow;

use serde::Serialize;

use super::credentials::{Arn, Credentials, SessionRequest, User};
use crate::{
    Access, Action, ApiError, Cx, Fault, ParameterError, Params, Problem, Result, Wording,
    ims::trusted,
    policy::{self, PrincipalName, Request, Rights, Subject},
    ports::documents::{Assertion, Untrusted},
    text,
};

pub(super) struct AssumeRoleWithSAML {
    session_request: SessionRequest,
    provider_arn: String,
    response: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    assumed_role_user: User,
    credentials: Credentials,
    #[serde(rename = "SAMLAssertionInfo")]
    assertion_info: AssertionInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AssertionInfo {
    subject_type: String,
    subject: String,
    issuer: String,
    recipient: String,
}

const fn fault(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault { status, code, message }
}

const NO_PROVIDER: Fault = fault(404, "EntityNotExist.SAMLProvider", "Can not find SAML provider.");
const NO_ROLE: Fault = fault(404, "EntityNotExist.RoleArn", "The specified Role does not exists.");
const BAD_METADATA: Fault = fault(
    401,
    "AuthenticationFail.IDPMetadata.Invalid",
    "The IdP Metadata of your SAML Provider is invalid.",
);
const EXPIRED: Fault =
    fault(401, "AuthenticationFail.SAMLAssertion.Expired", "The SAML Assertion is expired.");
const INVALID: Fault =
    fault(401, "AuthenticationFail.SAMLAssertion.Invalid", "The SAML Assertion is invalid.");
const BAD_SESSION: Fault =
    fault(400, "InvalidParameter.RoleSessionName", "The RoleSessionName is invalid.");
const BAD_DURATION: Fault =
    fault(400, "InvalidParameter.DurationSeconds", "The DurationSeconds is invalid.");
const BAD_POLICY: Fault = fault(400, "InvalidParameter.PolicyGrammar", "Invalid Policy.");

const RECIPIENTS: [&str; 2] =
    ["https://signin.aliyun.com/saml-role/sso", "https://signin.alibabacloud.com/saml-role/sso"];
const AUDIENCES: [&str; 2] =
    ["urn:alibaba:cloudcomputing", "urn:alibaba:cloudcomputing:international"];
const ROLE: &str = "https://www.aliyun.com/SAML-Role/Attributes/Role";
const SESSION: &str = "https://www.aliyun.com/SAML-Role/Attributes/RoleSessionName";
/// The prefix that the answer omits from a name format.
const FORMAT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
/// Accepted difference between the clocks of provider and cloud, in milliseconds (assumed).
const CLOCK_SKEW: i64 = 300_000;

impl Action for AssumeRoleWithSAML {
    const NAME: &'static str = "AssumeRoleWithSAML";
    const DOC: &'static str = "Issues temporary credentials of a role for a SAML response.";
    const ACCESS: Access = Access::Anonymous;
    const RAM: &'static str = "AssumeRole";
    const FAULTS: &'static [Fault] = &[
        NO_PROVIDER,
        NO_ROLE,
        BAD_METADATA,
        EXPIRED,
        INVALID,
        BAD_SESSION,
        BAD_DURATION,
        BAD_POLICY,
    ];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let provider = text("SAMLProviderArn").doc("The identity provider, by its ARN.");
        let response = text("SAMLAssertion").len(4, 100_000);
        Ok(Self {
            provider_arn: p.required(provider)?,
            session_request: SessionRequest::read(p)?,
            response: p.required(response.doc("The provider's response, in Base64."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let arn = Arn::parse(&self.provider_arn, "saml-provider").ok_or(NO_PROVIDER)?;
        let provider =
            trusted::saml_provider(cx.tx, &arn.account, &arn.name)?.ok_or(NO_PROVIDER)?;
        let assertion = cx.assertion(&provider.metadata, &self.response)?;
        let assertion = assertion.map_err(|why| match why {
            Untrusted::Metadata => BAD_METADATA,
            Untrusted::Assertion => INVALID,
        })?;
        check_validity(&assertion, cx.now)?;
        let assumed = self.session_request.role(cx, NO_ROLE)?;
        let session = session(&assertion, self.session_request.role_arn(), &self.provider_arn)?;
        let facts = cx.authority.facts.clone().with("saml:recipient", assertion.recipient.as_str());
        let who =
            Subject::new(&arn.account, PrincipalName::Federated(&self.provider_arn), Rights::NONE);
        let resources = [Cow::Owned(assumed.resource())];
        let request = Request::new("sts:AssumeRole", &resources, &facts);
        let decision = policy::assume_role(&who, &assumed.trust, &request);
        cx.authority.enforcer.enforce(&decision, &who, &facts)?;
        let faults = (BAD_POLICY, BAD_DURATION);
        let (credentials, user) =
            self.session_request.credentials(cx, &assumed, &session, faults)?;
        let format = &assertion.subject_format;
        let assertion_info = AssertionInfo {
            subject_type: format.strip_prefix(FORMAT).unwrap_or(format).to_owned(),
            subject: assertion.subject,
            issuer: assertion.issuer,
            recipient: assertion.recipient,
        };
        let assumed_role_user = user.by_saml(&assumed, &session);
        Ok(Response { assumed_role_user, credentials, assertion_info })
    }
}

/// Checks that the assertion is for this cloud and valid now.
fn check_validity(assertion: &Assertion, now: i64) -> Result<()> {
    let ours = RECIPIENTS.iter().any(|r| assertion.recipient.eq_ignore_ascii_case(r));
    let meant = |a: &String| AUDIENCES.contains(&a.as_str());
    let meant = assertion.audiences.is_empty() || assertion.audiences.iter().any(meant);
    let early = assertion.starts.iter().any(|from| *from > now + CLOCK_SKEW);
    if !ours || !meant || early || assertion.ends.is_empty() {
        return Err(INVALID.into());
    }
    if assertion.ends.iter().any(|end| *end <= now) { Err(EXPIRED.into()) } else { Ok(()) }
}

/// The name of the session, if the role is among those that the assertion lists.
fn session(assertion: &Assertion, role: &str, provider: &str) -> Result<String> {
    let pair = |value: &str| {
        let (a, b) = value.split_once(',').unwrap_or((value, ""));
        let (a, b) = (a.trim(), b.trim());
        let is = |a: &str, b: &str| a.eq_ignore_ascii_case(role) && b == provider;
        is(a, b) || is(b, a)
    };
    if !assertion.values(ROLE).any(pair) {
        return Err(INVALID.into());
    }
    let names: Vec<&str> = assertion.values(SESSION).collect();
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.@=,+".contains(c);
    match names[..] {
        [name] if (2..=64).contains(&name.len()) && name.chars().all(allowed) => {
            Ok(name.to_owned())
        }
        _ => Err(BAD_SESSION.into()),
    }
}

fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match (name, bad.problem) {
        (_, Problem::Missing) => ApiError::new(
            400,
            format!("MissingParameter.{name}"),
            format!("Parameter {name} is required."),
        ),
        ("DurationSeconds", _) => BAD_DURATION.into(),
        _ => super::wording(bad),
    }
}
