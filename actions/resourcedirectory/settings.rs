//! The settings of a directory in the control API: the limits of a directory, and how long its tasks take.

use serde_json::{Value, json};

use super::{
    tables::directories,
    tree::{Directory, Settings},
};
use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
};

/// The directory that the account of the request manages.
pub(super) fn managed(cx: &mut Cx<'_>) -> Result<Directory, ControlError> {
    let account = &cx.caller.account;
    let found = directories::managed_by(cx.tx, account)?;
    found.ok_or_else(|| {
        ControlError::NotFound(format!(
            "the account {account} manages no resource directory: call EnableResourceDirectory first"
        ))
    })
}

fn shown(settings: Settings) -> Value {
    json!({
        "folders": settings.folders,
        "members": settings.members,
        "contacts": settings.contacts,
        "task_seconds": settings.task_millis / 1000,
    })
}

/// Shows the settings.
pub(super) fn show(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    Ok(shown(managed(cx)?.settings))
}

/// Changes settings.
pub(super) fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let mut directory = managed(cx)?;
    let settings = &mut directory.settings;
    for (name, value) in request.members() {
        let number = value.as_i64().filter(|n| (0..=1_000_000).contains(n));
        let number = number.ok_or_else(|| {
            ControlError::WrongMember(name.clone(), "a whole number from 0 to 1000000".into())
        })?;
        match &*name {
            "folders" => settings.folders = number,
            "members" => settings.members = number,
            "contacts" => settings.contacts = number,
            _ => settings.task_millis = number * 1000,
        }
    }
    directories::put(cx.tx, &directory)?;
    Ok(shown(directory.settings))
}
