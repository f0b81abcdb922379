//! The life of a handshake: found, answered, expired, deleted with its directory.

use crate::resourcedirectory::{
    handshakes::handshake_states::Event,
    tables::handshakes::{self, Handshake},
    tree::{Directory, is_id},
};
use crate::{Cx, Fault, Result, Spec, ports::due::DueWork, text};

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;
/// How long an invitation waits for an answer: 14 days.
pub(in crate::resourcedirectory) const VALIDITY: i64 = 14 * DAY;
/// How far the clock of Asia/Shanghai is ahead of UTC.
const SHANGHAI: i64 = 8 * 3_600_000;

/// An invitation that nobody has answered expires.
pub(in crate::resourcedirectory) const EXPIRY: DueWork =
    DueWork { kind: "handshake_expiry", run: expire };

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

/// When the day began that the time belongs to: midnight in Asia/Shanghai.
pub(in crate::resourcedirectory) fn day_start(time: i64) -> i64 {
    (time + SHANGHAI).div_euclid(DAY) * DAY - SHANGHAI
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        // 2026-01-01T00:00:00Z, eight in the morning there.
        let new_year = 1_767_225_600_000;
        let began = new_year - SHANGHAI;
        assert_eq!(day_start(new_year), began);
        assert_eq!(day_start(began), began);
        assert_eq!(day_start(began - 1), began - DAY);
        assert_eq!(day_start(began + DAY - 1), began);
    }
}
