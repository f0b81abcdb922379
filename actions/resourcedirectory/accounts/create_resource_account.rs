//! `CreateResourceAccount` makes an account that is a member of the directory from the start.
//!
//! The role `ResourceDirectoryAccountAccessRole` in it may do everything there, and the users and roles
//! of the management account may assume it.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::joining::{check_room, join},
    accounts::member_names::{
        BAD_DISPLAY, BAD_PREFIX, DISPLAY_TAKEN, LONG_DISPLAY, LONG_PREFIX, NO_DISPLAY, account_id,
        account_prefix, check_display, display_name, is_prefix, wording,
    },
    accounts::member_view::Shown,
    accounts::payers::{STRANGE_PAYER, check_payer},
    arns,
    callers::{MANAGER, managed},
    faults::{NO_DIRECTORY, NO_FOLDER, TOO_MANY_MEMBERS},
    folders::folder_names::folder_id,
    tables::{
        folders,
        members::{self, Member},
        tags::Tag,
    },
    tags::tag_rules,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, TagReader, Wording,
    flag,
    shared::{accounts, ids},
    text,
};

pub(in crate::resourcedirectory) struct CreateResourceAccount {
    display: String,
    prefix: Option<String>,
    parent: Option<String>,
    payer: Option<String>,
    tags: Vec<Tag>,
    dry_run: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Shown>,
}

const NAME_TAKEN: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.ResourceDirectory.Account",
    message: "The email address that the system generates when you create a member account already exists. Try again later.",
};

impl Action for CreateResourceAccount {
    const NAME: &'static str = "CreateResourceAccount";
    const DOC: &'static str = "Creates an account that is a member of the directory.";
    const ACCESS: Access = Access::Create;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::FOLDER;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::PARENT);
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[
        NO_DISPLAY,
        BAD_DISPLAY,
        LONG_DISPLAY,
        BAD_PREFIX,
        LONG_PREFIX,
        NO_DIRECTORY,
        NO_FOLDER,
        DISPLAY_TAKEN,
        TOO_MANY_MEMBERS,
        NAME_TAKEN,
        STRANGE_PAYER,
    ];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let prefix = account_prefix("AccountNamePrefix");
        let parent = folder_id("ParentFolderId").doc("The folder to put it in; else Root.");
        let payer = account_id("PayerAccountId").doc("Who pays for it; else it does so itself.");
        let resell = text("ResellAccountType").one_of(&["resell", "non_resell"]);
        let made = Self {
            display: p.required(display_name("DisplayName").doc("What it is called."))?,
            parent: p.optional(parent)?,
            prefix: p.optional(prefix.doc("How the name begins that it logs on with."))?,
            payer: p.optional(payer)?,
            tags: tag_rules::read(p)?,
            dry_run: p.default(flag("DryRun").doc("Whether to check alone."), false)?,
        };
        p.optional(resell.doc("What resellers say; without effect here."))?;
        Ok(made)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let parent = self.parent.as_deref().unwrap_or(&directory.root);
        let folder = folders::folder(cx.tx, &directory.id, parent)?.ok_or(NO_FOLDER)?;
        if self.prefix.as_deref().is_some_and(|prefix| !is_prefix(prefix)) {
            return Err(BAD_PREFIX.into());
        }
        check_display(cx.tx, &directory, &self.display, "")?;
        check_room(cx.tx, &directory)?;
        let prefix = self.prefix.unwrap_or_else(|| ids::lower(cx.random, 10));
        let name = format!("{prefix}@{}.aliyunid.com", directory.id.to_ascii_lowercase());
        if members::is_named(cx.tx, &name)? {
            return Err(NAME_TAKEN.into());
        }
        let payer = self.payer.unwrap_or_default();
        check_payer(cx.tx, &directory, &payer)?;
        if self.dry_run {
            return Ok(Response { account: None });
        }
        let called = if directory.name_sync { &self.display } else { &name };
        let account = accounts::create(cx, &directory.master, called)?;
        let made = Member {
            display: self.display,
            created: true,
            cloud: false,
            payer,
            ..Member::new(account.id, name, folder, cx.now)
        };
        join(cx, &directory, &made, &self.tags)?;
        Ok(Response { account: Some(Shown::of(made)) })
    }
}
