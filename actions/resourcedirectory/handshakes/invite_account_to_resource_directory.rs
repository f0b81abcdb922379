//! `InviteAccountToResourceDirectory` sends an invitation to an account, which is valid for 14 days.
//!
//! Who is invited must be an account of this server. The vendor says that an account with an invitation that waits
//! for its answer cannot be invited again, and that at most 20 invitations are sent in a day and at most 20 wait for
//! an answer. Assumed: the day is one of Asia/Shanghai; both limits have one code; what is answered for accounts that
//! do not exist or manage the directory.

use crate::resourcedirectory::{
    accounts::joining::check_room,
    arns,
    callers::{MANAGER, managed},
    daily,
    directory::directory_view::account_name,
    faults::{NO_DIRECTORY, NO_FOLDER, TOO_MANY_MEMBERS},
    folders::folder_names::folder_id,
    handshakes::{
        handshake_flow::{EXPIRY, VALIDITY},
        handshake_view::One,
    },
    tables::{
        folders,
        handshakes::{self, Handshake},
        tags::Tag,
    },
    tags::tag_rules,
    tree::{Directory, directory_of, is_account_id},
    wording as common_wording,
};
use crate::{
    Access, Action, ApiError, CallerCheck, Cx, Fault, ParameterError, Params, Problem,
    ResourceReader, Result, TagReader, Wording, is_email,
    ports::due::WorkOwner,
    shared::{
        accounts::{self, Account},
        format::iso,
        ids,
        notify::{self, Recipient},
        states::State,
    },
    text,
};

/// How many invitations a directory sends in a day, and how many may wait for an answer.
const LIMIT: usize = 20;

const BY_ID: &str = "Account";
const BY_EMAIL: &str = "Email";

pub(in crate::resourcedirectory) struct InviteAccountToResourceDirectory {
    entity: String,
    kind: String,
    note: Option<String>,
    folder: Option<String>,
    tags: Vec<Tag>,
}

const LONG_NOTE: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Note.Length",
    message: "The length of the invitation note exceeds the limit.",
};
const BAD_TARGET: Fault = Fault {
    status: 400,
    code: "InvalidParameter.TargetEntity",
    message: "The TargetEntity is invalid.",
};
const BAD_ACCOUNT: Fault =
    Fault { status: 400, code: "InvalidParameter.AccountId", message: "The AccountId is invalid." };
const IS_MEMBER: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.ResourceDir.Account",
    message: "This resource directory account already exists.",
};
const IN_ANOTHER: Fault = Fault {
    status: 409,
    code: "NotSupport.AccountInAnotherResourceDirectory",
    message: "The invited account already belongs to another resource directory. To continue, remove the account from the other resource directory.",
};
const IS_INVITED: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.Handshake",
    message: "Handshakes with the same target entity already exist.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.InvitationRate",
    message: "The number of invitations sent exceeds the limit.",
};

fn wording(bad: &ParameterError<'_>) -> ApiError {
    match (bad.name, bad.problem) {
        ("Note", Problem::Length(..)) => LONG_NOTE.into(),
        _ => common_wording(bad),
    }
}

impl Action for InviteAccountToResourceDirectory {
    const NAME: &'static str = "InviteAccountToResourceDirectory";
    const DOC: &'static str = "Invites an account to join the directory.";
    const ACCESS: Access = Access::Create;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::INVITATION;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::INVITED);
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[
        LONG_NOTE,
        NO_DIRECTORY,
        NO_FOLDER,
        BAD_TARGET,
        BAD_ACCOUNT,
        IS_MEMBER,
        IN_ANOTHER,
        IS_INVITED,
        TOO_MANY_MEMBERS,
        TOO_MANY,
    ];
    const WORDING: Option<Wording> = Some(wording);
    type Response = One;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let entity = text("TargetEntity").len(1, 254);
        let kind = text("TargetType").one_of(&[BY_ID, BY_EMAIL]);
        let note = text("Note").prose(1, 1024).doc("What is said with the invitation.");
        let folder = folder_id("ParentFolderId").doc("The folder that it will be in; else Root.");
        Ok(Self {
            entity: p.required(entity.doc("The id or the logon e-mail address of an account."))?,
            kind: p.required(kind.doc("Which of the two it is."))?,
            note: p.optional(note)?,
            folder: p.optional(folder)?,
            tags: tag_rules::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<One> {
        let directory = managed(cx)?;
        if let Some(folder) = &self.folder {
            folders::folder(cx.tx, &directory.id, folder)?.ok_or(NO_FOLDER)?;
        }
        let account = self.account(cx)?;
        check(cx, &directory, &account.id)?;
        let handshake = Handshake {
            id: format!("h-{}", ids::letters(cx.random, 16)),
            seq: handshakes::next_seq(cx.tx)?,
            master: directory.master,
            directory: directory.id,
            account: account.id.clone(),
            entity: self.entity,
            kind: self.kind,
            note: self.note.unwrap_or_default(),
            folder: self.folder.unwrap_or_default(),
            tags: self.tags,
            state: State::default(),
            made: cx.now,
            changed: cx.now,
            ends: cx.now.saturating_add(VALIDITY),
        };
        handshakes::put(cx.tx, &handshake)?;
        let owner = WorkOwner { account: &handshake.master, region: "" };
        cx.schedule_for(owner, handshake.ends, EXPIRY.kind, &handshake.id)?;
        tell(cx, &account, &handshake)?;
        Ok(One::of(cx.tx, handshake)?)
    }
}

impl InviteAccountToResourceDirectory {
    /// The account that is invited.
    fn account(&self, cx: &mut Cx<'_>) -> Result<Account> {
        let entity = &self.entity;
        let found = match (self.kind.as_str(), is_account_id(entity), is_email(entity)) {
            (BY_ID, true, _) => accounts::account(cx.tx, entity)?.ok_or(BAD_ACCOUNT)?,
            (BY_EMAIL, _, true) => accounts::named(cx.tx, entity)?.ok_or(BAD_TARGET)?,
            _ => return Err(BAD_TARGET.into()),
        };
        Ok(found)
    }
}

/// Refuses to invite an account that cannot join, and more invitations than the limits allow.
fn check(cx: &mut Cx<'_>, directory: &Directory, account: &str) -> Result<()> {
    match directory_of(cx.tx, account)? {
        Some(joined) if joined.id == directory.id => return Err(IS_MEMBER.into()),
        Some(_) => return Err(IN_ANOTHER.into()),
        None => {}
    }
    if handshakes::is_pending_for(cx.tx, account)? {
        return Err(IS_INVITED.into());
    }
    check_room(cx.tx, directory)?;
    let today = (daily::start_of_day(cx.now), cx.now);
    let today = handshakes::sent_between(cx.tx, &directory.id, today)?;
    let pending = handshakes::pending_of(cx.tx, &directory.id)?.len();
    if usize::try_from(today).is_ok_and(|today| today < LIMIT) && pending < LIMIT {
        return Ok(());
    }
    Err(TOO_MANY.into())
}

/// Sends the invitation to the account's e-mail address, if it has one.
fn tell(cx: &mut Cx<'_>, account: &Account, handshake: &Handshake) -> Result<()> {
    let master = account_name(cx.tx, &handshake.master)?;
    let Handshake { id, directory, ends, note, .. } = handshake;
    let mut body = format!(
        "{master} invites the account {} to join the resource directory {directory}. Accept or decline the invitation {id} until {}.",
        account.id,
        iso(*ends),
    );
    if !note.is_empty() {
        body = format!("{body}\n\n{note}");
    }
    let mail = Some(account.name.clone()).filter(|name| is_email(name));
    let to = Recipient { mail, ..Recipient::default() };
    notify::send(cx, &to, "Invitation to join a resource directory", &body)
}
