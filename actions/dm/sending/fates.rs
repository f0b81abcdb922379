//! What becomes of mail to a recipient: the local part of the address may say it; addresses that bounced get none, nor
//! those who have unsubscribed.

use crate::dm::{
    faults::{OVER_QUOTA, SUPPRESSED},
    feedback::blocking,
    tables::{Owner, addresses::Address, settings, suppressions},
};
use crate::{Cx, Fault, Result};

/// An outcome as statistics show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dm) struct Fate {
    /// 0, 2, 3 or 4.
    pub(in crate::dm) outcome: i64,
    /// `ErrorClassification`; empty where no source names it.
    pub(in crate::dm) classification: &'static str,
    /// What the other server said.
    pub(in crate::dm) message: &'static str,
}

pub(in crate::dm) const DELIVERED: Fate =
    Fate { outcome: 0, classification: "SendOk", message: "250 Send Mail OK" };
pub(in crate::dm) const NO_MAILBOX: Fate =
    Fate { outcome: 2, classification: "SmtpNxBox", message: "550 Mailbox not found" };
const ON_THE_LIST: Fate = Fate {
    outcome: 2,
    classification: "SysOutRcptOnAccountLevelBounceList",
    message: "563 Recipient is on the bounce list of the account",
};
const SPAM: Fate = Fate { outcome: 3, classification: "", message: "554 Reject by content spam" };
const FAILED: Fate = Fate { outcome: 4, classification: "", message: "550 Delivery failed" };

/// What the other server said, by outcome and classification.
pub(in crate::dm) fn message(outcome: i64, classification: &str) -> &'static str {
    let all = [DELIVERED, ON_THE_LIST, NO_MAILBOX, SPAM, FAILED];
    let is = |it: &&Fate| it.outcome == outcome && it.classification == classification;
    all.iter().find(is).map_or(FAILED.message, |it| it.message)
}

/// The local part of an address in small letters.
fn local_part(address: &str) -> String {
    address.split('@').next().unwrap_or_default().to_ascii_lowercase()
}

/// The fault with which mail to a recipient is refused at once, if it is.
pub(in crate::dm) fn refusal(cx: &mut Cx<'_>, to: &str) -> Result<Option<Fault>> {
    let owner = Owner::of(cx);
    if settings::read(cx.tx, owner)?.magic {
        match &*local_part(to) {
            "reject" => return Ok(Some(SUPPRESSED)),
            "quota" => return Ok(Some(OVER_QUOTA)),
            _ => {}
        }
    }
    let listed = suppressions::find(cx.tx, owner, &to.to_ascii_lowercase())?;
    Ok(listed.map(|_| SUPPRESSED))
}

/// What becomes of mail of a sender to a recipient that was accepted. `level` is its
/// [`LEVEL`](crate::dm::feedback::blocking::LEVEL).
///
/// Modelled: which outcome mail has to one who has unsubscribed.
pub(in crate::dm) fn of(cx: &mut Cx<'_>, from: &Address, level: &str, to: &str) -> Result<Fate> {
    let owner = Owner::of(cx);
    if settings::read(cx.tx, owner)?.magic {
        match &*local_part(to) {
            "bounce" => return Ok(NO_MAILBOX),
            "spam" => return Ok(SPAM),
            "fail" => return Ok(FAILED),
            _ => {}
        }
    }
    let listed = suppressions::find(cx.tx, owner, &to.to_ascii_lowercase())?;
    Ok(if listed.is_some() {
        ON_THE_LIST
    } else if blocking::applies(cx, from, level, to)? {
        FAILED
    } else {
        DELIVERED
    })
}
