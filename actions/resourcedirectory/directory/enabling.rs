//! How a directory is enabled, by whichever action.

use serde::Serialize;

use crate::resourcedirectory::{
    directory::directory_view::account_name,
    tables::{
        directories,
        folders::{self, Folder},
    },
    tree::{Directory, Settings},
};
use crate::{
    Cx, Fault, Result,
    shared::{format::iso_millis, ids},
};

/// A directory, as the answers of these actions have it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Shown {
    resource_directory_id: String,
    root_folder_id: String,
    master_account_id: String,
    master_account_name: String,
    create_time: String,
}

pub(crate) const ENABLED: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.ResourceDirectory",
    message: "The resource directory for the account is already enabled. We recommend that you do not enable the resource directory again.",
};
pub(crate) const IN_ANOTHER: Fault = Fault {
    status: 409,
    code: "NotSupport.AccountInAnotherResourceDirectory",
    message: "The specified account is an Alibaba Cloud account or already exists in another resource directory.",
};

pub(in crate::resourcedirectory) const NO_PHONE: Fault = Fault {
    status: 409,
    code: "MissingSecureMobilePhone",
    message: "Secure mobile phone is missing.",
};

/// Refuses an account that manages a directory, or is a member of one.
pub(crate) fn check(cx: &mut Cx<'_>) -> Result<()> {
    let account = &cx.caller.account;
    if directories::managed_by(cx.tx, account)?.is_some() {
        return Err(ENABLED.into());
    }
    if directories::joined_by(cx.tx, account)?.is_some() {
        return Err(IN_ANOTHER.into());
    }
    Ok(())
}

/// Makes a directory, and its Root folder, that the account `master` manages.
pub(crate) fn enable(cx: &mut Cx<'_>, master: String) -> Result<(Directory, Folder)> {
    let id = format!("rd-{}", ids::letters(cx.random, 6));
    let root = format!("r-{}", ids::letters(cx.random, 6));
    enable_as(cx, master, (id, root))
}

/// [`enable`] with the ids of the directory and of its Root folder, which nothing has yet.
pub(in crate::resourcedirectory) fn enable_as(
    cx: &mut Cx<'_>,
    master: String,
    (id, root): (String, String),
) -> Result<(Directory, Folder)> {
    let made = Directory {
        id,
        master,
        root,
        made: cx.now,
        member_deletion: false,
        name_sync: false,
        control_policies: false,
        settings: Settings::default(),
    };
    let root = Folder {
        id: made.root.clone(),
        directory: made.id.clone(),
        parent: None,
        name: "root".into(),
        path: format!("{}/{}/", made.id, made.root),
        made: cx.now,
    };
    directories::put(cx.tx, &made)?;
    folders::add(cx.tx, &root)?;
    Ok((made, root))
}

/// How an answer shows the directory.
pub(crate) fn shown(cx: &mut Cx<'_>, directory: Directory) -> Result<Shown> {
    Ok(Shown {
        master_account_name: account_name(cx.tx, &directory.master)?,
        resource_directory_id: directory.id,
        root_folder_id: directory.root,
        master_account_id: directory.master,
        create_time: iso_millis(directory.made),
    })
}
