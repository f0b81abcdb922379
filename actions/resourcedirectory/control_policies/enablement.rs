//! Whether the control policies of a directory are evaluated, and the task that changes that.
//!
//! Enabling attaches the system policy to every folder and member. Disabling detaches all policies
//! and keeps them.

use serde::Serialize;

use super::full_access;
use crate::resourcedirectory::{
    callers::managed,
    faults::CONCURRENT,
    tables::{control_policies, directories, tasks::TaskKind},
    tasks,
    tree::Directory,
};
use crate::{Cx, Fault, Result, ports::store::Tx};

/// The code is documented of the deletion of members; the words for policies that are not enabled are assumed after
/// those of resource control policies.
pub(super) const NOT_ENABLED: Fault = Fault {
    status: 409,
    code: "InvalidControlPolicyEnablementStatus",
    message: "The control policy enablement status is not valid to perform this operation.",
};

/// The answer of the actions that enable, disable and ask.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    pub(super) enablement_status: &'static str,
}

/// `Enabled` or `Disabled`; `PendingDisable` or `PendingEnable` while a task is about to change it.
pub(in crate::resourcedirectory) fn status(
    tx: &mut dyn Tx,
    directory: &Directory,
) -> Result<&'static str> {
    let pending = tasks::is_running(tx, &directory.id, &directory.id)?;
    Ok(match (directory.control_policies, pending) {
        (true, false) => "Enabled",
        (false, false) => "Disabled",
        (false, true) => "PendingEnable",
        (true, true) => "PendingDisable",
    })
}

/// The directory that the caller's account manages, if its control policies may be attached and
/// detached.
pub(super) fn enabled(cx: &mut Cx<'_>) -> Result<Directory> {
    let directory = managed(cx)?;
    match status(cx.tx, &directory)? {
        "Enabled" => Ok(directory),
        "Disabled" => Err(NOT_ENABLED.into()),
        _ => Err(CONCURRENT.into()),
    }
}

/// Enables or disables the control policies of the directory that the caller's account manages, at once or by a task
/// that takes as long as those of the directory do. To enable what is enabled, or to disable what is disabled, does
/// nothing (assumed). Answers the status.
pub(super) fn change(cx: &mut Cx<'_>, enable: bool) -> Result<Response> {
    let mut directory = managed(cx)?;
    if tasks::is_running(cx.tx, &directory.id, &directory.id)? {
        return Err(CONCURRENT.into());
    }
    if directory.control_policies != enable {
        if directory.settings.task_millis == 0 {
            turn(cx, &mut directory)?;
        } else {
            tasks::begin(
                cx,
                &directory,
                TaskKind::SwitchControlPolicies,
                &directory.id,
                Vec::new(),
            )?;
        }
    }
    Ok(Response { enablement_status: status(cx.tx, &directory)? })
}

/// Enables them if they are disabled, else disables them.
fn turn(cx: &mut Cx<'_>, directory: &mut Directory) -> Result<()> {
    directory.control_policies = !directory.control_policies;
    if directory.control_policies {
        control_policies::attach_everywhere(cx.tx, &directory.id, full_access::ID, cx.now)?;
    } else {
        control_policies::detach_everywhere(cx.tx, &directory.id)?;
    }
    Ok(directories::put(cx.tx, directory)?)
}

/// Ends the task of a directory.
pub(in crate::resourcedirectory) fn end_change(cx: &mut Cx<'_>, directory: &str) -> Result<()> {
    match directories::directory(cx.tx, directory)? {
        Some(mut directory) => turn(cx, &mut directory),
        None => Ok(()),
    }
}
