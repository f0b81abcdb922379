//! `CreateCloudAccount` sends a mail by whose link a cloud account is made that is a member of the directory.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        email_change::EMAIL_TAKEN,
        joining::check_room,
        member_names::{
            BAD_DISPLAY, DISPLAY_TAKEN, LONG_DISPLAY, NO_DISPLAY, account_id, check_display,
            display_name, wording,
        },
        payers::{STRANGE_PAYER, check_payer},
        records::{NewAccount, Shown, create},
    },
    callers::{MANAGER, managed},
    faults::{NO_DIRECTORY, NO_FOLDER, TOO_MANY_MEMBERS},
    folders::folder_names::folder_id,
    tree::{Target, exists},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, Wording, text};

pub(in crate::resourcemanager) struct CreateCloudAccount {
    display: String,
    email: String,
    parent: Option<String>,
    payer: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    account: Shown,
}

impl Action for CreateCloudAccount {
    const NAME: &'static str = "CreateCloudAccount";
    const DOC: &'static str = "Makes a cloud account that is a member, once a mail is confirmed.";
    const ACCESS: Access = Access::Create;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[
        NO_DISPLAY,
        BAD_DISPLAY,
        LONG_DISPLAY,
        NO_DIRECTORY,
        NO_FOLDER,
        TOO_MANY_MEMBERS,
        DISPLAY_TAKEN,
        EMAIL_TAKEN,
        STRANGE_PAYER,
    ];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let parent = folder_id("ParentFolderId").doc("The folder to put it in; else Root.");
        let payer = account_id("PayerAccountId").doc("Who pays for it; else it does so itself.");
        Ok(Self {
            display: p.required(display_name("DisplayName").doc("What it is called."))?,
            parent: p.optional(parent)?,
            email: p.required(text("Email").email().doc("What it is to log on with."))?,
            payer: p.optional(payer)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let folder = self.parent.unwrap_or_else(|| directory.root.clone());
        if !exists(cx.tx, &directory, &Target::Folder(folder.clone()))? {
            return Err(NO_FOLDER.into());
        }
        check_room(cx.tx, &directory)?;
        check_display(cx.tx, &directory, &self.display, "")?;
        let payer = self.payer.unwrap_or_default();
        check_payer(cx.tx, &directory, &payer)?;
        let new = NewAccount { email: self.email, display: self.display, folder, payer };
        Ok(Response { account: create(cx, &directory, new)? })
    }
}
