//! STS: temporary credentials.
//!
//! Assumed: the order of the checks of a security token.

use serde_json::{Map, Value};

use crate::{Access, ApiError, Denial, Entry, Fault, ParameterError, Problem, Product};

mod credentials;
pub mod instance_role;
mod tables;
pub mod token;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod assume_role;
mod assume_role_with_oidc;
mod assume_role_with_saml;
mod get_caller_identity;

const ACTIONS: &[Entry] = &[
    Entry::of::<assume_role::AssumeRole>(),
    Entry::of::<assume_role_with_oidc::AssumeRoleWithOIDC>(),
    Entry::of::<assume_role_with_saml::AssumeRoleWithSAML>(),
    Entry::of::<get_caller_identity::GetCallerIdentity>(),
];
// The end of the list.

/// STS: temporary credentials (Sts 2015-04-01).
pub static STS: Product = Product::new("sts", "Sts", "2015-04-01")
    .wording(wording)
    .failure(failure)
    .denied(denied)
    .schema(tables::SCHEMA)
    .actions(ACTIONS);

/// The documented text, also used where a role allows more than an hour.
const BAD_DURATION: Fault = Fault {
    status: 400,
    code: "InvalidParameter.DurationSeconds",
    message: "The Min/Max value of DurationSeconds is 15min/1hr.",
};
/// Observed; the documented text differs.
const NO_ROLE: Fault =
    Fault { status: 404, code: "EntityNotExist.Role", message: "The role not exists: %s" };
const BAD_POLICY: Fault = Fault {
    status: 400,
    code: "InvalidParameter.PolicyGrammar",
    message: "The parameter Policy has not passed grammar check.",
};

fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match (name, bad.problem) {
        (_, Problem::Missing) => ApiError::new(
            400,
            format!("MissingParameter.{name}"),
            format!(
                "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
            ),
        ),
        ("DurationSeconds", _) => BAD_DURATION.into(),
        ("Policy", _) => ApiError::new(
            400,
            "InvalidParameter.PolicySize",
            "The size of Policy must be smaller than 2048 bytes.",
        ),
        _ => ApiError::new(
            400,
            format!("InvalidParameter.{name}"),
            format!("The parameter {name} is wrongly formed."),
        ),
    }
}

/// The vendor's page on the errors of STS; calls with an identity provider's token get another
/// error, as seen in the guides of its container service.
fn denied(denial: &Denial<'_>) -> ApiError {
    if denial.entry.access == Access::Anonymous {
        return ApiError::new(403, "AuthenticationFail.NoPermission", "There is no permission.");
    }
    ApiError::new(
        403,
        "NoPermission",
        "You are not authorized to do this action. You should be authorized by RAM.",
    )
}

/// Observed: errors of this product also contain the HTTP status in the body.
fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    body.insert("HttpStatus".into(), error.status.into());
}
