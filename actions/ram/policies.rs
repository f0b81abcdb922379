//! System and custom policies of an account: their rules, for RAM and for Resource Manager, where they
//! are the same objects.
//!
//! Assumed: the name of a custom policy is found in any case, as that of a system policy is.

use super::{
    policy_faults::{
        MALFORMED_POLICY, NO_POLICY, NO_VERSION, POLICY_EXISTS, POLICY_HAS_GROUP, POLICY_HAS_ROLE,
        POLICY_HAS_USER, POLICY_HAS_VERSIONS, TOO_MANY_POLICIES,
    },
    policy_views::{PolicyVersionView, PolicyView},
    tables::{
        attachments::{Entity, count_of_policy, counts_of_system},
        policies::{self, Policy, Version},
        tags::{POLICY, Tag},
    },
    tags,
};
use crate::{
    ApiError, Cx, Result,
    policy::{Document, DocumentKind, system::SystemPolicy},
    request::page::Page,
};

/// How many custom policies an account may have.
const LIMIT: i64 = 1500;

/// A system or a custom policy.
pub(crate) enum AnyPolicy {
    System(&'static SystemPolicy),
    Custom(Policy),
}

impl AnyPolicy {
    /// Its name as it was created, whatever the case in the call.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::System(policy) => policy.name,
            Self::Custom(policy) => &policy.name,
        }
    }
}

/// The policy of the type `kind` called `name`, ignoring case.
pub(super) fn find(cx: &mut Cx<'_>, kind: &str, name: &str) -> Result<AnyPolicy> {
    if kind != "System" {
        return custom(cx, name).map(AnyPolicy::Custom);
    }
    if let Some(policy) = SystemPolicy::find(name) {
        return Ok(AnyPolicy::System(policy));
    }
    let is_custom = policies::policy(cx.tx, &cx.caller.account, name)?.is_some();
    Err(unknown_system(name, is_custom))
}

/// The message is the same whether the cloud has such a policy or not, so the hint explains it.
fn unknown_system(name: &str, is_custom: bool) -> ApiError {
    ApiError::from(NO_POLICY).with_hint(if is_custom {
        format!("{name} is a custom policy of the account: its PolicyType is Custom.")
    } else {
        let known = SystemPolicy::all().len();
        format!("{name} is none of the {known} system policies that Localyun has.")
    })
}

/// The custom policy called `name`, ignoring case.
pub(super) fn custom(cx: &mut Cx<'_>, name: &str) -> Result<Policy> {
    policies::policy(cx.tx, &cx.caller.account, name)?.ok_or_else(|| {
        let error = ApiError::from(NO_POLICY);
        match SystemPolicy::find(name) {
            Some(system) => error.with_hint(format!(
                "{} is a system policy: the account has no custom policy of this name.",
                system.name
            )),
            None => error,
        }
    })
}

/// Rejects invalid identity policy documents.
pub(super) fn check(document: &str) -> Result<()> {
    match Document::parse(document, DocumentKind::Identity) {
        Ok(_) => Ok(()),
        Err(malformed) => Err(MALFORMED_POLICY.with(&malformed.to_string())),
    }
}

/// What a new custom policy has.
pub(crate) struct NewPolicy {
    pub(crate) name: String,
    /// Its document, as JSON.
    pub(crate) document: String,
    /// Its description.
    pub(crate) about: String,
    pub(crate) tags: Vec<Tag>,
}

/// Creates a custom policy with version `v1`. A system policy may have the same name: policies are
/// identified by type and name.
pub(crate) fn create(cx: &mut Cx<'_>, new: NewPolicy) -> Result<PolicyView> {
    check(&new.document)?;
    let account = &cx.caller.account;
    if policies::policy(cx.tx, account, &new.name)?.is_some() {
        return Err(POLICY_EXISTS.into());
    }
    if policies::count_policies(cx.tx, account)? >= LIMIT {
        return Err(TOO_MANY_POLICIES.into());
    }
    let mut made = Policy {
        seq: 0,
        name: new.name,
        about: new.about,
        current: 1,
        last_version: 1,
        made: cx.now,
        changed: cx.now,
    };
    policies::put_policy(cx.tx, account, &mut made)?;
    let first = Version { number: 1, document: new.document, made: cx.now };
    policies::add_version(cx.tx, account, made.seq, &first)?;
    tags::add(cx, (POLICY, made.seq), &new.tags)?;
    Ok(PolicyView { update_date: None, ..PolicyView::of_custom(made) })
}

/// A policy, with its default version.
pub(crate) fn get(
    cx: &mut Cx<'_>,
    kind: &str,
    name: &str,
) -> Result<(PolicyView, PolicyVersionView)> {
    let found = find(cx, kind, name)?;
    let attached = count_of_policy(cx.tx, &cx.caller.account, (kind, found.name()), None)?;
    let (policy, version) = match found {
        AnyPolicy::System(policy) => {
            (PolicyView::of_system(policy), PolicyVersionView::of_system(policy))
        }
        AnyPolicy::Custom(policy) => {
            let (account, current) = (&cx.caller.account, policy.current);
            let version =
                policies::version(cx.tx, account, policy.seq, current)?.ok_or(NO_VERSION)?;
            (PolicyView::of_custom(policy), PolicyVersionView::of(version, current))
        }
    };
    let policy = PolicyView {
        attachment_count: Some(attached),
        policy_document: version.policy_document.clone(),
        ..policy
    };
    Ok((policy, version))
}

/// Deletes a custom policy that is attached to nothing. One with several versions is deleted only
/// if `cascading`.
pub(crate) fn delete(cx: &mut Cx<'_>, name: &str, cascading: bool) -> Result<()> {
    let policy = custom(cx, name)?;
    let account = &cx.caller.account;
    let conflicts = [
        (Entity::User, POLICY_HAS_USER),
        (Entity::Group, POLICY_HAS_GROUP),
        (Entity::Role, POLICY_HAS_ROLE),
    ];
    for (entity, conflict) in conflicts {
        if count_of_policy(cx.tx, account, ("Custom", &policy.name), Some(entity))? > 0 {
            return Err(conflict.into());
        }
    }
    if !cascading && policies::versions(cx.tx, account, policy.seq)?.len() > 1 {
        return Err(POLICY_HAS_VERSIONS.into());
    }
    Ok(policies::delete_policy(cx.tx, account, &policy)?)
}

/// The system policies after the first `skip`, by name, each with its number from 1: at most `most`.
pub(super) fn system(cx: &mut Cx<'_>, skip: i64, most: i64) -> Result<Vec<(i64, PolicyView)>> {
    let size = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    let attached = counts_of_system(cx.tx, &cx.caller.account)?;
    let page = (1..).zip(SystemPolicy::all()).skip(size(skip)).take(size(most));
    Ok(page
        .map(|(number, policy)| {
            let count = attached.get(policy.name).copied().unwrap_or(0);
            (number, PolicyView { attachment_count: Some(count), ..PolicyView::of_system(policy) })
        })
        .collect())
}

/// A page of the policies of the type `kind`, or of both, and how many there are: the system policies by
/// name, then the custom ones in creation order.
pub(crate) fn page(
    cx: &mut Cx<'_>,
    kind: Option<&str>,
    page: Page,
) -> Result<(Vec<PolicyView>, i64)> {
    let length = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    let mut before = 0;
    if kind != Some("Custom") {
        before = length(SystemPolicy::all().len());
        found.extend(system(cx, page.skip(), page.size)?.into_iter().map(|(_, policy)| policy));
    }
    let mut total = before;
    if kind != Some("System") {
        let account = &cx.caller.account;
        total += policies::count_policies(cx.tx, account)?;
        let part = ((page.skip() - before).max(0), page.size - length(found.len()));
        let custom = policies::page_of_policies(cx.tx, account, part)?;
        found.extend(custom.into_iter().map(|(policy, attached)| PolicyView {
            attachment_count: Some(attached),
            ..PolicyView::of_custom(policy)
        }));
    }
    Ok((found, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_policy_that_is_not_known_is_told_apart_from_a_custom_one() {
        let hint = |is_custom| {
            unknown_system("AliyunNothing", is_custom).into_fields().hint.unwrap_or_default()
        };
        assert!(hint(false).starts_with("AliyunNothing is none of the "), "{}", hint(false));
        assert!(hint(true).ends_with("its PolicyType is Custom."), "{}", hint(true));
    }
}
