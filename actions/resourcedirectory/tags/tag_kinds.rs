//! What has tags: one row for each `ResourceType`.
//!
//! The vendor's pages have members; published clients also tag folders.

use crate::resourcedirectory::{
    arns,
    callers::managed,
    control_policies::policy_arns::control_policy,
    control_policies::policy_rules::NO_POLICY,
    faults::{NO_ACCOUNT, NO_FOLDER},
    groups::{self, NO_RESOURCE_GROUP, RESOURCE_GROUP},
    tables::{
        control_policies, folders, members,
        tags::{ACCOUNT, CONTROL_POLICY, FOLDER},
    },
};
use crate::{
    Caller, Cx, Fault, Params, ResourceReader, Result, Spec, in_resource,
    ports::store::{self, Tx},
    text,
};

/// How many resources a call may name.
const MAX_RESOURCES: usize = 50;

/// A kind of thing that has tags.
pub(in crate::resourcedirectory) struct Kind {
    /// What `ResourceType` calls it.
    pub(in crate::resourcedirectory) name: &'static str,
    /// Whom the tags of the caller's things of this kind belong to: a directory, or an account. An error if
    /// the caller may not tag any.
    pub(in crate::resourcedirectory) owner: fn(&mut Cx<'_>) -> Result<String>,
    /// Whether the owner has a thing of this id.
    pub(in crate::resourcedirectory) exists: fn(&mut dyn Tx, &str, &str) -> store::Result<bool>,
    /// The error if it does not.
    pub(in crate::resourcedirectory) missing: Fault,
    /// The thing of this id in policies.
    pub(in crate::resourcedirectory) arn: fn(&mut dyn Tx, &Caller, &str) -> Result<String>,
}

static KINDS: &[Kind] = &[
    Kind {
        name: ACCOUNT,
        owner: |cx| Ok(managed(cx)?.id),
        exists: |tx, directory, id| Ok(members::member(tx, directory, id)?.is_some()),
        missing: NO_ACCOUNT,
        arn: arns::account,
    },
    Kind {
        name: FOLDER,
        owner: |cx| Ok(managed(cx)?.id),
        exists: |tx, directory, id| Ok(folders::folder(tx, directory, id)?.is_some()),
        missing: NO_FOLDER,
        arn: |tx, caller, id| arns::folder(tx, caller, Some(id)),
    },
    Kind {
        name: CONTROL_POLICY,
        owner: |cx| Ok(managed(cx)?.id),
        exists: |tx, directory, id| Ok(control_policies::policy(tx, directory, id)?.is_some()),
        missing: NO_POLICY,
        arn: |_, caller, id| Ok(control_policy(caller, id)),
    },
    Kind {
        name: RESOURCE_GROUP,
        owner: |cx| Ok(cx.caller.account.clone()),
        exists: |tx, account, id| Ok(groups::find(tx, account, id)?.is_some()),
        missing: NO_RESOURCE_GROUP,
        arn: |_, caller, id| {
            let (account, id) = (&caller.account, in_resource(id));
            Ok(format!("acs:ram:*:{account}:resourcegroup/{id}"))
        },
    },
];

/// The kind of this name, in any case: published clients write it as they like.
fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name.eq_ignore_ascii_case(name))
}

const RESOURCE_TYPE: Spec<String> = text("ResourceType")
    .form("type of resource with tags", |name| find(name).is_some())
    .doc("The type of the resources: Account, Folder, ControlPolicy or ResourceGroup.");

/// `ResourceType`: the kind of things that a call is about.
pub(in crate::resourcedirectory) fn read(p: &mut Params<'_>) -> Result<&'static Kind> {
    let name = p.required(RESOURCE_TYPE)?;
    // A recorder of parameters has no name.
    Ok(find(&name).unwrap_or(&KINDS[0]))
}

/// `ResourceId.1`…: the things that a call names, if it names any.
pub(in crate::resourcedirectory) fn read_ids(p: &mut Params<'_>) -> Result<Option<Vec<String>>> {
    p.list(text("ResourceId").doc("The ids of the resources."), MAX_RESOURCES)
}

/// The forms of [`RESOURCES_OF`].
pub(in crate::resourcedirectory) const RESOURCES: &[&str] = arns::BOTH;

/// The things that a call names are its resources in policies (assumed: the vendor's pages have no authorization of
/// these actions).
pub(in crate::resourcedirectory) const RESOURCES_OF: ResourceReader = |tx, caller, p| {
    let kind = read(p)?;
    let ids = read_ids(p)?.unwrap_or_default();
    ids.iter().map(|id| (kind.arn)(tx, caller, id)).collect()
};

/// The owner of the things, all of which it has.
pub(in crate::resourcedirectory) fn owner_of(
    cx: &mut Cx<'_>,
    kind: &Kind,
    ids: &[String],
) -> Result<String> {
    let owner = (kind.owner)(cx)?;
    for id in ids {
        if !(kind.exists)(cx.tx, &owner, id)? {
            return Err(kind.missing.into());
        }
    }
    Ok(owner)
}
