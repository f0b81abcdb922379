//! Routes of the control API: the limits of a directory, and how long its tasks take.

use serde_json::{Value, json};

use super::{
    handshakes::logon_email,
    tables::directories,
    tree::{Directory, Settings},
};
use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, ControlRoute, Names, Operation, OwnerSource},
};

const MEMBERS: Names = &[
    ("folders", "how many folders it may have, Root not counted"),
    ("members", "how many members it may have"),
    ("contacts", "how many message contacts it may have"),
    ("task_seconds", "how long its tasks take: 0 if they end before the next call"),
];

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get(
            "resourcedirectory/settings",
            "Shows the limits of the directory that an account manages, and how long its tasks take.",
        )
        .owner(OwnerSource::Query),
        show,
    ),
    ControlRoute::new(
        Operation::post(
            "resourcedirectory/settings",
            "Sets limits of the directory that an account manages, or how long its tasks take; answers all of them.",
        )
        .owner(OwnerSource::Query)
        .object(MEMBERS, &[r#"{"members": 10000, "folders": 1000}"#, r#"{"task_seconds": 60}"#]),
        set,
    ),
    logon_email::ROUTE,
];

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

fn show(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    Ok(shown(managed(cx)?.settings))
}

fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
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
