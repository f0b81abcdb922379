//! What policies are asked about by the actions on control policies: the control policy, and the folder
//! or the member that it is attached to.
//!
//! The vendor documents which kinds of things each action has, not the form of the ARN of a control policy, which is
//! assumed.

use super::type_of;
use crate::resourcedirectory::{
    arns::{self, ACCOUNT, FOLDER},
    tree::is_account_id,
};
use crate::{Caller, Params, ResourceReader, Result, in_resource, ports::store::Tx, text};

/// The form of control policies: `System` or `Custom`, and the id.
pub(super) const POLICY: &[&str] =
    &["acs:resourcemanager:*:{account}:policy/controlpolicy/*/{PolicyId}"];
/// The forms of what control policies are attached to.
pub(super) const TARGET: &[&str] = &[FOLDER[0], ACCOUNT[0]];
/// The forms of a control policy and of what it is attached to, both of which must be allowed.
pub(super) const ATTACHMENT: &[&str] = &[POLICY[0], FOLDER[0], ACCOUNT[0]];

/// A control policy, in policies, by its id.
pub(in crate::resourcedirectory) fn control_policy(caller: &Caller, id: &str) -> String {
    let (account, kind, id) = (&caller.account, type_of(id), in_resource(id));
    format!("acs:resourcemanager:*:{account}:policy/controlpolicy/{kind}/{id}")
}

fn policy(caller: &Caller, p: &mut Params<'_>) -> Result<String> {
    Ok(control_policy(caller, &p.required(text("PolicyId"))?))
}

/// The folder or the member that `TargetId` names; Root for a call that names none, which fails.
fn target(tx: &mut dyn Tx, caller: &Caller, p: &mut Params<'_>) -> Result<String> {
    match p.optional(text("TargetId"))? {
        Some(id) if is_account_id(&id) => arns::account(tx, caller, &id),
        id => arns::folder(tx, caller, id.as_deref()),
    }
}

/// The control policy that `PolicyId` names.
pub(super) const POLICY_ID: ResourceReader = |_, caller, p| Ok(vec![policy(caller, p)?]);
/// The folder or the member that `TargetId` names.
pub(super) const TARGET_ID: ResourceReader = |tx, caller, p| Ok(vec![target(tx, caller, p)?]);
/// The control policy that `PolicyId` names, and what `TargetId` names.
pub(super) const BOTH_IDS: ResourceReader =
    |tx, caller, p| Ok(vec![policy(caller, p)?, target(tx, caller, p)?]);
