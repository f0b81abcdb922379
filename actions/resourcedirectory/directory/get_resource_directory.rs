//! `GetResourceDirectory` shows the directory that the caller's account manages or is a member of.

use serde::Serialize;

use crate::resourcedirectory::{
    control_policies,
    directory::{directory_view::account_name, switches::word},
    tree::directory_of,
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::format::iso_millis};

pub(in crate::resourcedirectory) struct GetResourceDirectory;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    resource_directory: Shown,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    resource_directory_id: String,
    root_folder_id: String,
    master_account_id: String,
    master_account_name: String,
    create_time: String,
    control_policy_status: &'static str,
    member_deletion_status: &'static str,
    member_account_display_name_sync_status: &'static str,
    identity_information: String,
}

const NOT_IN_USE: Fault = Fault {
    status: 404,
    code: "ResourceDirectoryNotInUse",
    message: "The specified account is not an Alibaba Cloud account or a member account of the resource directory.",
};

impl Action for GetResourceDirectory {
    const NAME: &'static str = "GetResourceDirectory";
    const DOC: &'static str = "Shows the directory of the caller's account.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_IN_USE];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = directory_of(cx.tx, &cx.caller.account)?.ok_or(NOT_IN_USE)?;
        let control_policy_status = control_policies::status(cx.tx, &directory)?;
        let name = account_name(cx.tx, &directory.master)?;
        Ok(Response {
            resource_directory: Shown {
                resource_directory_id: directory.id,
                root_folder_id: directory.root,
                master_account_id: directory.master,
                identity_information: name.clone(),
                master_account_name: name,
                create_time: iso_millis(directory.made),
                control_policy_status,
                member_deletion_status: word(directory.member_deletion),
                member_account_display_name_sync_status: word(directory.name_sync),
            },
        })
    }
}
