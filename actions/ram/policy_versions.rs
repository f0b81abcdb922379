//! The versions of policies: their rules, for RAM and for Resource Manager.

use super::{
    policies::{self, AnyPolicy},
    policy_faults::{IS_DEFAULT_VERSION, NO_VERSION, TOO_MANY_VERSIONS},
    policy_params::version_number,
    policy_views::PolicyVersionView,
    tables::policies::{
        Policy, Version, add_version, delete_version, put_policy, version, versions,
    },
};
use crate::{Cx, Result};

/// How many versions a policy may have.
const LIMIT: usize = 5;

/// Adds a version to a custom policy, as its default if `as_default`. If there are five, the oldest that
/// is not the default is deleted first if `rotate`. Version numbers are never reused.
pub(crate) fn add(
    cx: &mut Cx<'_>,
    (name, document): (&str, String),
    as_default: bool,
    rotate: bool,
) -> Result<PolicyVersionView> {
    policies::check(&document)?;
    let mut policy = policies::custom(cx, name)?;
    let account = &cx.caller.account;
    let existing = versions(cx.tx, account, policy.seq)?;
    if existing.len() >= LIMIT {
        let oldest = existing.iter().find(|v| v.number != policy.current && rotate);
        let oldest_number = oldest.ok_or(TOO_MANY_VERSIONS)?.number;
        delete_version(cx.tx, account, policy.seq, oldest_number)?;
    }
    policy.last_version += 1;
    if as_default {
        policy.current = policy.last_version;
    }
    policy.changed = cx.now;
    put_policy(cx.tx, account, &mut policy)?;
    let new = Version { number: policy.last_version, document, made: cx.now };
    add_version(cx.tx, account, policy.seq, &new)?;
    Ok(PolicyVersionView::of(new, policy.current))
}

/// The version `id` of a policy. System policies have only their current version.
pub(crate) fn get(
    cx: &mut Cx<'_>,
    (kind, name): (&str, &str),
    id: &str,
) -> Result<PolicyVersionView> {
    let number = version_number(id).ok_or(NO_VERSION)?;
    match policies::find(cx, kind, name)? {
        AnyPolicy::System(policy) if policy.version == id => {
            Ok(PolicyVersionView::of_system(policy))
        }
        AnyPolicy::System(_) => Err(NO_VERSION.into()),
        AnyPolicy::Custom(policy) => {
            let found = version(cx.tx, &cx.caller.account, policy.seq, number)?;
            Ok(PolicyVersionView::of(found.ok_or(NO_VERSION)?, policy.current))
        }
    }
}

/// The versions of a policy, oldest first. System policies have only their current version.
pub(crate) fn list(cx: &mut Cx<'_>, kind: &str, name: &str) -> Result<Vec<PolicyVersionView>> {
    Ok(match policies::find(cx, kind, name)? {
        AnyPolicy::System(policy) => vec![PolicyVersionView::of_system(policy)],
        AnyPolicy::Custom(policy) => versions(cx.tx, &cx.caller.account, policy.seq)?
            .into_iter()
            .map(|version| PolicyVersionView::of(version, policy.current))
            .collect(),
    })
}

/// Deletes a version of a custom policy, but never the default one.
pub(crate) fn delete(cx: &mut Cx<'_>, name: &str, id: &str) -> Result<()> {
    let (policy, number) = find(cx, name, id)?;
    if number == policy.current {
        return Err(IS_DEFAULT_VERSION.into());
    }
    Ok(delete_version(cx.tx, &cx.caller.account, policy.seq, number)?)
}

/// Sets the default version of a custom policy, with immediate effect on everything it is attached to.
pub(crate) fn set_default(cx: &mut Cx<'_>, name: &str, id: &str) -> Result<()> {
    let (mut policy, number) = find(cx, name, id)?;
    (policy.current, policy.changed) = (number, cx.now);
    Ok(put_policy(cx.tx, &cx.caller.account, &mut policy)?)
}

/// The custom policy called `name`, and the number of its version `id`.
fn find(cx: &mut Cx<'_>, name: &str, id: &str) -> Result<(Policy, i64)> {
    let number = version_number(id).ok_or(NO_VERSION)?;
    let policy = policies::custom(cx, name)?;
    version(cx.tx, &cx.caller.account, policy.seq, number)?.ok_or(NO_VERSION)?;
    Ok((policy, number))
}
