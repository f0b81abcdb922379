//! `EnableResourceDirectory` makes a directory with its Root folder, which the caller's account manages.

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
    Access, Action, Cx, Fault, Params, Result, flag,
    shared::{format::iso_millis, ids},
    text,
};

const NEW_ACCOUNT: &str = "NewManagementAccount";

pub(in crate::resourcedirectory) struct EnableResourceDirectory {
    mode: String,
    dry_run: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_directory: Option<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    resource_directory_id: String,
    root_folder_id: String,
    master_account_id: String,
    master_account_name: String,
    create_time: String,
}

const ENABLED: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.ResourceDirectory",
    message: "The resource directory for the account is already enabled. We recommend that you do not enable the resource directory again.",
};
const IN_ANOTHER: Fault = Fault {
    status: 409,
    code: "NotSupport.AccountInAnotherResourceDirectory",
    message: "The specified account is an Alibaba Cloud account or already exists in another resource directory.",
};
const NO_NEW_ACCOUNT: Fault = Fault {
    status: 501,
    code: "NotEmulated.EnableMode.Localyun",
    message: "Localyun does not emulate the mode NewManagementAccount yet: use CurrentAccount.",
};

impl Action for EnableResourceDirectory {
    const NAME: &'static str = "EnableResourceDirectory";
    const DOC: &'static str = "Enables a directory that the caller's account manages.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[ENABLED, IN_ANOTHER, NO_NEW_ACCOUNT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mode = text("EnableMode").one_of(&["CurrentAccount", NEW_ACCOUNT]);
        Ok(Self {
            mode: p.required(mode.doc("Which account manages the directory."))?,
            dry_run: p
                .default(flag("DryRun").doc("Whether to check and change nothing."), false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        if directories::managed_by(cx.tx, account)?.is_some() {
            return Err(ENABLED.into());
        }
        if directories::joined_by(cx.tx, account)?.is_some() {
            return Err(IN_ANOTHER.into());
        }
        if self.mode == NEW_ACCOUNT {
            return Err(NO_NEW_ACCOUNT.into());
        }
        if self.dry_run {
            return Ok(Response { resource_directory: None });
        }
        let made = Directory {
            id: format!("rd-{}", ids::letters(cx.random, 6)),
            master: account.clone(),
            root: format!("r-{}", ids::letters(cx.random, 6)),
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
        Ok(Response {
            resource_directory: Some(Shown {
                master_account_name: account_name(cx.tx, account)?,
                resource_directory_id: made.id,
                root_folder_id: made.root,
                master_account_id: made.master,
                create_time: iso_millis(made.made),
            }),
        })
    }
}
