//! `MoveAccount` moves a member to another folder. To its own folder a member moves without effect (assumed).

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{deletion, member_names::account_id, named_member::find},
    arns,
    callers::{MANAGER, managed},
    contacts::inheritance,
    faults::{CONCURRENT, NO_ACCOUNT, NO_DIRECTORY, NO_FOLDER, WRONG_MEMBER},
    folders::folder_names::folder_id,
    tables::{
        folders,
        members::{self, Member},
    },
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct MoveAccount {
    id: String,
    folder: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for MoveAccount {
    const NAME: &'static str = "MoveAccount";
    const DOC: &'static str = "Moves a member to another folder.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::BOTH;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::MOVED);
    const FAULTS: &'static [Fault] =
        &[NO_DIRECTORY, NO_ACCOUNT, NO_FOLDER, WRONG_MEMBER, CONCURRENT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(account_id("AccountId").doc("The account of the member."))?,
            folder: p
                .required(folder_id("DestinationFolderId").doc("The folder to move it to."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let before = find(cx, &directory, &self.id)?;
        let folder = folders::folder(cx.tx, &directory.id, &self.folder)?.ok_or(NO_FOLDER)?;
        if folder.id == before.folder {
            return Ok(Response {});
        }
        deletion::refuse(cx.tx, &before.account)?;
        inheritance::check_move(cx, &directory, &before)?;
        let after =
            Member { folder: folder.id, path: folder.path, changed: cx.now, ..before.clone() };
        members::relocate(cx.tx, &before, &after)?;
        // Whatever a member inherits from its folders is exchanged here.
        inheritance::moved(cx, &directory, &before, &after)?;
        Ok(Response {})
    }
}
