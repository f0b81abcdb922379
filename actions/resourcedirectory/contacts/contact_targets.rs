//! What contacts are bound to: the directory, folders, members, by their ids.

use serde::Serialize;

use crate::{
    ApiError, Cx, Fault, ParameterError, Params, Problem, Result,
    ports::store::{self, Tx},
    resourcedirectory::{
        callers::managed,
        contacts::contact_rules::{WRONG_STATUS, find},
        contacts::contact_states::ACTIVE,
        tables::contacts::Contact,
        tree::{self, Directory, Target, is_target_id},
        wording,
    },
    shared::format::shanghai_time,
    text,
};

/// How many targets a call may name (documented).
const AT_ONCE: usize = 5;
/// How many ids of a call are looked at.
const READ: usize = 100;

pub(super) const DUPLICATE: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Members.Duplicate",
    message: "The Members contains duplicate values.",
};
pub(super) const NOT_A_MEMBER: Fault = Fault {
    status: 400,
    code: "InvalidMember",
    message: "The member does not exist in the resource directory.",
};

/// A bound or unbound target in an answer.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Changed {
    contact_id: String,
    member_id: String,
    modify_date: String,
}

impl Changed {
    /// Shows that a target changed at `at`.
    pub(super) fn of(contact: &Contact, target: &Named, at: i64) -> Self {
        Self {
            contact_id: contact.id.clone(),
            member_id: target.id.clone(),
            modify_date: shanghai_time(at),
        }
    }
}

/// A target that a call names.
pub(super) struct Named {
    /// The id that the caller gave.
    pub(super) id: String,
    /// The id of the Root folder, of another folder, or of a member.
    pub(super) scope: String,
}

/// `Members.1`…: the ids of targets; none where the call names none.
pub(super) fn read(p: &mut Params<'_>) -> Result<Vec<String>> {
    let spec = text("Members").form("id of a directory, a folder or an account", is_target_id);
    let found = p.list(spec.doc("The directory, folders or members."), READ)?;
    let found = found.filter(|all| !all.is_empty());
    p.require("Members", found)
}

/// The words of the actions that take targets: whatever is wrong with them has one code.
pub(super) fn target_wording(bad: &ParameterError<'_>) -> ApiError {
    if bad.name.starts_with("Members") {
        let problem = Problem::Malformed("list of ids");
        return wording(&ParameterError { name: "Members", problem });
    }
    wording(bad)
}

/// Refuses more targets than a call may name, with this error, and one that is named twice.
pub(super) fn check_ids(ids: &[String], too_many: Fault) -> Result<()> {
    if ids.len() > AT_ONCE {
        return Err(too_many.into());
    }
    let repeated = ids.iter().enumerate().any(|(at, id)| ids.iter().take(at).any(|it| it == id));
    if repeated { Err(DUPLICATE.into()) } else { Ok(()) }
}

/// The id by which a target of the directory is stored; none if it has no such target.
pub(super) fn scope_of(
    tx: &mut dyn Tx,
    directory: &Directory,
    id: &str,
) -> store::Result<Option<String>> {
    let Some(target) = Target::parse(directory, id) else { return Ok(None) };
    let exists = tree::exists(tx, directory, &target)?;
    Ok(exists.then(|| match target {
        Target::Root => directory.root.clone(),
        Target::Folder(id) | Target::Account(id) => id,
    }))
}

/// The contact that a call is about, which must be active, and the targets that it names.
pub(super) fn resolve(
    cx: &mut Cx<'_>,
    contact: &str,
    ids: Vec<String>,
) -> Result<(Directory, Contact, Vec<Named>)> {
    let directory = managed(cx)?;
    let contact = find(cx, &directory, contact)?;
    if contact.state.as_str() != ACTIVE {
        return Err(WRONG_STATUS.into());
    }
    let mut named = Vec::<Named>::new();
    for id in ids {
        let scope = scope_of(cx.tx, &directory, &id)?.ok_or(NOT_A_MEMBER)?;
        // The directory and its Root folder are the same target (assumed).
        if named.iter().any(|it| it.scope == scope) {
            return Err(DUPLICATE.into());
        }
        named.push(Named { id, scope });
    }
    Ok((directory, contact, named))
}
