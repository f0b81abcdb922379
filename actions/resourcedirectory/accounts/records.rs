//! Members that are made, or promoted to cloud accounts, when somebody opens the link of a mail.
//!
//! The actions are those of the former product alone. Their pages document parameters, statuses and errors. Assumed:
//! a link is valid for seven days; a mail is sent once a minute at most; the account is made when the link is opened.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        deletion,
        email_change::EMAIL_TAKEN,
        joining,
        named_member::is_taken,
        payers::may_pay,
        record_states::{EXPIRED, Event, FAILED, Kind, SUCCESS, VERIFYING, status},
    },
    faults::WRONG_MEMBER,
    tables::{
        directories, folders,
        members::{self, Member},
        records::{self, Record},
    },
    tree::Directory,
};
use crate::{
    Cx, Fault, LinkPage, Result,
    ports::{
        due::{About, DueWork},
        outbox::Channel,
    },
    shared::{
        accounts::{self, Account},
        format::iso_millis,
        ids,
        states::State,
        verification::{
            self, DAY, LinkPageText, LinkRequest, LinkStatus, PreviousLinks, Verification,
        },
    },
};

/// A record expires.
pub(crate) const EXPIRY: DueWork = DueWork {
    kind: "account_record",
    about: |id| About::new(format!("expiry of account record {id}"), format!("账号记录 {id} 过期")),
    run: expire,
};

const LIFE: i64 = 7 * DAY;
/// How long it is until a mail may be sent again.
const PAUSE: i64 = 60 * 1000;

const PAGE_TEXT: LinkPageText = LinkPageText {
    confirmed: "Confirmed",
    again: "Confirmed",
    renew: "Ask the administrator of the resource directory to have a new one sent.",
};

pub(crate) const NO_RECORD: Fault = Fault {
    status: 404,
    code: "EntityNotExists.AccountRecord",
    message: "This resource directory account recordId does not exist.",
};
pub(crate) const TOO_OFTEN: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Frequency",
    message: "The frequency of request exceeds limit.",
};

/// The account of a record, as the answers of its actions have it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Shown {
    resource_directory_id: String,
    account_id: String,
    account_name: String,
    display_name: String,
    folder_id: String,
    join_method: &'static str,
    /// Only of an account that is a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    join_time: Option<String>,
    #[serde(rename = "Type")]
    kind: &'static str,
    status: &'static str,
    record_id: String,
    modify_time: String,
}

impl Shown {
    fn of(record: Record, member: Option<Member>) -> Self {
        let stage = status(record.kind.as_str(), record.state.as_str()).unwrap_or_default();
        let joined = member.as_ref().map(|member| iso_millis(member.joined));
        let kind = member.as_ref().map_or("CloudAccount", Member::kind);
        let (name, display, folder) = match member {
            Some(member) => (member.name, member.display, member.folder),
            None => (record.email, record.display, record.folder),
        };
        Self {
            resource_directory_id: record.directory,
            account_id: record.account,
            account_name: name,
            display_name: display,
            folder_id: folder,
            join_method: "created",
            join_time: joined,
            kind,
            status: stage,
            record_id: record.id,
            modify_time: iso_millis(record.sent),
        }
    }
}

/// What a new cloud account is to be.
pub(crate) struct NewAccount {
    pub(crate) email: String,
    pub(crate) display: String,
    pub(crate) folder: String,
    pub(crate) payer: String,
}

/// Sends the mail for an account that is made when its link is opened.
pub(crate) fn create(cx: &mut Cx<'_>, directory: &Directory, new: NewAccount) -> Result<Shown> {
    if is_taken(cx.tx, &new.email)? {
        return Err(EMAIL_TAKEN.into());
    }
    let record = Record {
        id: ids::uuid(cx.random),
        account: ids::digits(cx.random, 16),
        directory: directory.id.clone(),
        kind: Kind::Create,
        state: State::default(),
        email: new.email,
        display: new.display,
        folder: new.folder,
        payer: new.payer,
        sent: cx.now,
    };
    send(cx, record)
}

/// Sends the mail for the promotion of a member.
pub(crate) fn promote(cx: &mut Cx<'_>, member: Member, email: String) -> Result<Shown> {
    if member.cloud || !member.created || member.stage == "PromoteVerifying" {
        return Err(WRONG_MEMBER.into());
    }
    if is_taken(cx.tx, &email)? {
        return Err(EMAIL_TAKEN.into());
    }
    let record = Record {
        id: ids::uuid(cx.random),
        account: member.account,
        directory: member.directory,
        kind: Kind::Promote,
        state: State::default(),
        email,
        display: String::new(),
        folder: String::new(),
        payer: String::new(),
        sent: cx.now,
    };
    send(cx, record)
}

/// The record of this id and kind.
fn find(cx: &mut Cx<'_>, directory: &Directory, kind: Kind, id: &str) -> Result<Record> {
    let found = records::record(cx.tx, &directory.id, id)?;
    Ok(found.filter(|record| record.kind == kind).ok_or(NO_RECORD)?)
}

/// Sends the mail of a record again: while it waits, or when it has expired.
pub(crate) fn resend(
    cx: &mut Cx<'_>,
    directory: &Directory,
    kind: Kind,
    id: &str,
) -> Result<Shown> {
    let record = find(cx, directory, kind, id)?;
    if record.state.next(Event::Sent).is_none() {
        return Err(WRONG_MEMBER.into());
    }
    if (record.sent..record.sent.saturating_add(PAUSE)).contains(&cx.now) {
        return Err(TOO_OFTEN.into());
    }
    send(cx, record)
}

/// Cancels a record that waits: its link is invalid.
pub(crate) fn cancel(cx: &mut Cx<'_>, directory: &Directory, kind: Kind, id: &str) -> Result<()> {
    let mut record = find(cx, directory, kind, id)?;
    let to = record.state.next(Event::Cancelled).ok_or(WRONG_MEMBER)?;
    record.state.move_to(cx, Event::Cancelled, to)?;
    records::put(cx.tx, &record)?;
    cx.cancel(EXPIRY.kind, id)?;
    Ok(verification::delete_links(cx.tx, cx.product, &directory.master, id)?)
}

fn send(cx: &mut Cx<'_>, mut record: Record) -> Result<Shown> {
    record.state.move_to(cx, Event::Sent, VERIFYING)?;
    record.sent = cx.now;
    records::put(cx.tx, &record)?;
    cx.cancel(EXPIRY.kind, &record.id)?;
    // The link is valid in its last millisecond still.
    cx.schedule(cx.now.saturating_add(LIFE + 1), EXPIRY.kind, &record.id)?;
    let (what, heading) = match record.kind {
        Kind::Create => ("is to be made", "Confirm your new Alibaba Cloud account"),
        Kind::Promote => ("is to become a cloud account", "Confirm your Alibaba Cloud account"),
    };
    let body = format!(
        "The account {} {what}, which {} logs on with. Open the link within 7 days to confirm.",
        record.account, record.email
    );
    verification::send_link(
        cx,
        &LinkRequest {
            link: "account",
            subjects: &[&record.id],
            channel: Channel::Mail,
            value: &record.email,
            life: LIFE,
            previous_links: PreviousLinks::Replaced,
            heading,
            body: &body,
        },
    )?;
    let member = members::member(cx.tx, &record.directory, &record.account)?;
    Ok(Shown::of(record, member))
}

fn expire(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let Some(mut record) = records::find(cx.tx, id)?.filter(|it| it.state == VERIFYING) else {
        return Ok(());
    };
    record.state.move_to(cx, Event::TimedOut, EXPIRED)?;
    Ok(records::put(cx.tx, &record)?)
}

/// Opens the link of a mail. One whose account cannot be made or promoted any more shows as expired.
pub(crate) fn open(cx: &mut Cx<'_>, token: &str) -> Result<LinkPage> {
    // What it confirms is carried out with its status, which depends on that.
    verification::open(cx, token, &PAGE_TEXT, link_status, |_, _| Ok(()))
}

fn link_status(cx: &mut Cx<'_>, link: &Verification) -> Result<(LinkStatus, String)> {
    let Some(mut record) = records::find(cx.tx, link.subject())? else {
        return Ok((LinkStatus::Replaced, String::new()));
    };
    if record.state == VERIFYING && !link.has_expired(cx.now) {
        let to = if carry_out(cx, &record)? { SUCCESS } else { FAILED };
        record.state.move_to(cx, Event::Confirmed, to)?;
        cx.cancel_for(&link.account, EXPIRY.kind, &record.id)?;
        records::put(cx.tx, &record)?;
    }
    let status = match record.state.as_str() {
        SUCCESS => LinkStatus::Confirmed,
        _ => LinkStatus::Replaced,
    };
    Ok((status, format!("{} is confirmed for the account {}.", record.email, record.account)))
}

/// Makes or promotes the account of a record. False if it cannot be any more.
fn carry_out(cx: &mut Cx<'_>, record: &Record) -> Result<bool> {
    if is_taken(cx.tx, &record.email)? {
        return Ok(false);
    }
    match record.kind {
        Kind::Create => join(cx, record),
        Kind::Promote => {
            let member = members::member(cx.tx, &record.directory, &record.account)?;
            let Some(mut member) = member else { return Ok(false) };
            if deletion::is_running(cx.tx, &member.account)? {
                return Ok(false);
            }
            (member.cloud, member.changed) = (true, cx.now);
            member.name.clone_from(&record.email);
            members::put(cx.tx, &member)?;
            accounts::rename(cx.tx, &member.account, &record.email)?;
            Ok(true)
        }
    }
}

/// Makes the account of a record, if its directory has room for it, and its folder and who is to pay for it are
/// still there.
fn join(cx: &mut Cx<'_>, record: &Record) -> Result<bool> {
    let Some(directory) = directories::directory(cx.tx, &record.directory)? else {
        return Ok(false);
    };
    let Some(folder) = folders::folder(cx.tx, &directory.id, &record.folder)? else {
        return Ok(false);
    };
    if !joining::has_room(cx.tx, &directory)?
        || !may_pay(cx.tx, &directory, &record.payer)?
        || members::displayed(cx.tx, &directory.id, &record.display)?.is_some()
    {
        return Ok(false);
    }
    let account = Account {
        id: record.account.clone(),
        parent: Some(directory.master.clone()),
        name: record.email.clone(),
        created: cx.now,
    };
    if !accounts::add(cx.tx, &account)? {
        return Ok(false);
    }
    let made = Member {
        display: record.display.clone(),
        created: true,
        payer: record.payer.clone(),
        ..Member::new(account.id, account.name, folder, cx.now)
    };
    joining::join(cx, &directory, &made, &[])?;
    Ok(true)
}
