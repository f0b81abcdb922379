//! `AcceptHandshake` makes the caller's account a member of the directory that has invited it.
//!
//! The account keeps its root and all that it has. Its name becomes the member's name and display name, and the
//! management account gets the role `ResourceDirectoryAccountAccessRole` in it (the pages on invitations). Assumed: a
//! folder that was deleted meanwhile gives way to Root; a directory that is full answers as it does to an invitation.

use crate::resourcedirectory::{
    accounts::joining,
    arns,
    directory::directory_view::account_name,
    faults::TOO_MANY_MEMBERS,
    handshakes::{
        handshake_flow::{HANDSHAKE_ID, NO_HANDSHAKE, NOT_PENDING, close, find_for_invitee},
        handshake_states::Event,
        handshake_view::One,
    },
    tables::{directories, folders, handshakes::Handshake, members::Member},
    tree::{Directory, directory_of},
};
use crate::{Access, Action, ApiError, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct AcceptHandshake {
    id: String,
}

const IN_ANOTHER: Fault = Fault {
    status: 409,
    code: "NotSupport.AccountInAnotherResourceDirectory",
    message: "Your account is a management account for another resource directory or a member of another resource directory.",
};

impl Action for AcceptHandshake {
    const NAME: &'static str = "AcceptHandshake";
    const DOC: &'static str = "Accepts an invitation to join a directory.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = arns::HANDSHAKE;
    const FAULTS: &'static [Fault] = &[NO_HANDSHAKE, NOT_PENDING, IN_ANOTHER, TOO_MANY_MEMBERS];
    type Response = One;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(HANDSHAKE_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<One> {
        let mut handshake = find_for_invitee(cx, &self.id)?;
        close(cx, &mut handshake, Event::Accepted)?;
        if directory_of(cx.tx, &handshake.account)?.is_some() {
            return Err(IN_ANOTHER.into());
        }
        let directory = directories::managed_by(cx.tx, &handshake.master)?.ok_or(NO_HANDSHAKE)?;
        joining::check_room(cx.tx, &directory)?;
        join(cx, &directory, &handshake)?;
        Ok(One::of(cx.tx, handshake)?)
    }
}

fn join(cx: &mut Cx<'_>, directory: &Directory, handshake: &Handshake) -> Result<()> {
    let account = &handshake.account;
    let folder = match folders::folder(cx.tx, &directory.id, &handshake.folder)? {
        None => folders::folder(cx.tx, &directory.id, &directory.root)?,
        found => found,
    };
    let folder = folder.ok_or_else(|| ApiError::internal("a directory has no Root folder"))?;
    let name = account_name(cx.tx, account)?;
    let member = Member::new(account.clone(), name, folder, cx.now);
    joining::join(cx, directory, &member, &handshake.tags)
}
