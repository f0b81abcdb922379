//! The parameters of control policies, and what may be wrong with them.

use super::full_access;
use crate::resourcedirectory::{
    tables::control_policies::{self, ControlPolicy},
    tree::{self, Directory, Target, is_account_id, is_control_policy_id, is_folder_id},
    wording as common_wording,
};
use crate::{
    ApiError, Cx, Fault, ParameterError, Problem, Result, Spec,
    policy::{Document, DocumentKind},
    ports::store::Tx,
    text,
};

/// How many characters a name, a description and a document have at most.
const NAME: usize = 128;
const ABOUT: usize = 1024;
const DOCUMENT: usize = 4096;

fn is_name(it: &str) -> bool {
    is_word(it, NAME, |c| c == '-')
}

fn is_about(it: &str) -> bool {
    is_word(it, ABOUT, |c| c == '-' || c == '_')
}

/// Whether it begins with a letter, and is at most so many letters, digits and what `also` accepts.
fn is_word(it: &str, longest: usize, also: fn(char) -> bool) -> bool {
    it.len() <= longest
        && it.starts_with(|c: char| c.is_ascii_alphabetic())
        && it.chars().all(|c| c.is_ascii_alphanumeric() || also(c))
}

/// The name of a policy.
pub(super) const fn policy_name(name: &'static str) -> Spec<String> {
    text(name).form("name of a control policy", is_name).doc("What the policy is called.")
}

/// The description of a policy.
pub(super) const fn description(name: &'static str) -> Spec<String> {
    text(name).form("description of a control policy", is_about).doc("What the policy is for.")
}

/// The document of a policy.
pub(super) const fn document(name: &'static str) -> Spec<String> {
    text(name).len(1, DOCUMENT).doc("What the policy allows and denies, as JSON.")
}

/// The id of a policy.
pub(super) const POLICY_ID: Spec<String> =
    text("PolicyId").form("id of a control policy", is_control_policy_id).doc("The policy.");

/// The language of the descriptions of system policies.
pub(super) const LANGUAGE: Spec<String> = text("Language")
    .one_of(full_access::LANGUAGES)
    .doc("The language of the descriptions of system policies.");

fn is_folder_or_account_id(it: &str) -> bool {
    is_folder_id(it) || is_account_id(it)
}

/// The id of what policies are attached to.
pub(super) const TARGET_ID: Spec<String> = text("TargetId")
    .form("id of a folder or of a member", is_folder_or_account_id)
    .doc("The Root folder, another folder, or a member.");

/// The words of a document that is too long are documented with another status where a policy changes.
pub(super) const LONG_DOCUMENT: Fault = Fault {
    status: 409,
    code: "InvalidParameter.PolicyDocument.Length",
    message: "The maximum length of the policy document is exceeded. It must not exceed 4096 characters.",
};
pub(super) const LONG_NEW_DOCUMENT: Fault = Fault {
    status: 400,
    code: "InvalidParameter.NewPolicyDocument.Length",
    message: "Unable to save your policy. A policy contains a maximum of 4096 characters.",
};
/// Terraform knows the code; the words about a policy that does not exist are assumed, as those of the resource
/// control policies, which are documented, have them.
pub(in crate::resourcedirectory) const NO_POLICY: Fault = Fault {
    status: 404,
    code: "EntityNotExists.ControlPolicy",
    message: "The specified control policy does not exist.",
};
pub(super) const NO_TARGET: Fault = Fault {
    status: 404,
    code: "EntityNotExists.Target",
    message: "The specified target does not exist in the resource directory.",
};
/// Code and words for a name that is taken are assumed after those of resource control policies.
pub(super) const POLICY_EXISTS: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.ControlPolicy",
    message: "The control policy already exists.",
};

/// The words of the actions on control policies.
pub(super) fn wording(bad: &ParameterError<'_>) -> ApiError {
    match (bad.name, bad.problem) {
        ("PolicyDocument", Problem::Length(..)) => LONG_DOCUMENT.into(),
        ("NewPolicyDocument", Problem::Length(..)) => LONG_NEW_DOCUMENT.into(),
        _ => common_wording(bad),
    }
}

/// Checks the document that the parameter `name` has. Control policies have the elements of the
/// policies of users.
pub(super) fn check_document(name: &str, text: &str) -> Result<()> {
    let Err(malformed) = Document::parse(text, DocumentKind::Identity) else { return Ok(()) };
    let bad = ParameterError { name, problem: Problem::Malformed("control policy") };
    Err(wording(&bad).with_hint(format!("{name}: {malformed}")))
}

/// The policy of this id, with its description in a language if it is the system policy.
pub(super) fn find(
    cx: &mut Cx<'_>,
    directory: &Directory,
    id: &str,
    language: &str,
) -> Result<ControlPolicy> {
    if id == full_access::ID {
        return Ok(full_access::policy(language));
    }
    Ok(control_policies::policy(cx.tx, &directory.id, id)?.ok_or(NO_POLICY)?)
}

/// The id of the folder or the member, if the directory has it.
pub(super) fn target(tx: &mut dyn Tx, directory: &Directory, id: String) -> Result<String> {
    let found = Target::parse(directory, &id).ok_or(NO_TARGET)?;
    if tree::exists(tx, directory, &found)? { Ok(id) } else { Err(NO_TARGET.into()) }
}
