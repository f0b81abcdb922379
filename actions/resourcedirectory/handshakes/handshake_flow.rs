//! The life of a handshake: found, answered, expired, deleted with its directory.

use crate::resourcedirectory::{
    handshakes::handshake_states::Event,
    tables::handshakes::{self, Handshake},
    tree::{Directory, is_id},
};
use crate::{
    Cx, Fault, Result, Spec,
    ports::due::{About, DueWork},
    shared::verification::DAY,
    text,
};

/// How long an invitation waits for an answer: 14 days.
pub(in crate::resourcedirectory) const VALIDITY: i64 = 14 * DAY;

/// An invitation that nobody has answered expires.
pub(in crate::resourcedirectory) const EXPIRY: DueWork = DueWork {
    kind: "handshake_expiry",
    about: |id| About::new(format!("expiry of invitation {id}"), format!("邀请 {id} 过期")),
    run: expire,
};

pub(in crate::resourcedirectory) const NO_HANDSHAKE: Fault = Fault {
    status: 404,
    code: "EntityNotExists.Handshake",
    message: "The specified handshake does not exist.",
};
pub(in crate::resourcedirectory) const NOT_PENDING: Fault =
    Fault { status: 409, code: "HandshakeStatusMismatch", message: "The invitation is invalid." };

fn is_handshake_id(id: &str) -> bool {
    is_id(id, "h-", 16)
}

/// `HandshakeId`.
pub(in crate::resourcedirectory) const HANDSHAKE_ID: Spec<String> =
    text("HandshakeId").form("handshake id", is_handshake_id).doc("The invitation.");

/// The handshake of this id that invites the caller's account. Others do not exist for it.
pub(in crate::resourcedirectory) fn find_for_invitee(
    cx: &mut Cx<'_>,
    id: &str,
) -> Result<Handshake> {
    let found = handshakes::handshake(cx.tx, id)?;
    Ok(found.filter(|it| it.account == cx.caller.account).ok_or(NO_HANDSHAKE)?)
}

/// Changes the state of a pending handshake, which then does not expire any more.
pub(in crate::resourcedirectory) fn close(
    cx: &mut Cx<'_>,
    handshake: &mut Handshake,
    event: Event,
) -> Result<()> {
    let to = handshake.state.next(event).ok_or(NOT_PENDING)?;
    handshake.state.move_to(cx, event, to)?;
    handshake.changed = cx.now;
    handshakes::put(cx.tx, handshake)?;
    cx.cancel_for(&handshake.master, EXPIRY.kind, &handshake.id)
}

fn expire(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    match handshakes::handshake(cx.tx, id)? {
        Some(mut handshake) => close(cx, &mut handshake, Event::Expired),
        None => Ok(()),
    }
}

/// Deletes the handshakes of a directory that is destroyed, before its own row.
pub(in crate::resourcedirectory) fn destroyed(
    cx: &mut Cx<'_>,
    directory: &Directory,
) -> Result<()> {
    for id in handshakes::pending_of(cx.tx, &directory.id)? {
        cx.cancel_for(&directory.master, EXPIRY.kind, &id)?;
    }
    Ok(handshakes::delete_of(cx.tx, &directory.id)?)
}
