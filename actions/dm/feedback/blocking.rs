//! Who gets no mail of a sender, for having unsubscribed or reported it: `UnSubscribeFilterLevel` says how far that goes.

use crate::dm::tables::{Owner, addresses::Address, blocks};
use crate::{Cx, Result, Spec, text};

/// A recipient has unsubscribed.
pub(in crate::dm) const UNSUBSCRIBED: &str = "UNSUB";
/// A recipient has reported mail as spam.
pub(in crate::dm) const REPORTED: &str = "REPORT";

/// `BlockType`.
pub(in crate::dm) const KIND: Spec<String> = text("BlockType")
    .one_of(&[UNSUBSCRIBED, REPORTED])
    .doc("`UNSUB` for who has unsubscribed, `REPORT` for who has reported mail as spam.");

/// `UnSubscribeFilterLevel`.
pub(in crate::dm) const LEVEL: Spec<String> = text("UnSubscribeFilterLevel").doc(
    "Who gets none for having unsubscribed: `mailfrom` of this sender, `mailfrom_domain` of this domain, `edm_id` of this \
     account, `disabled` nobody; by default that of this sender, of mail from batch addresses.",
);

/// Whether a recipient gets no mail of a sender. A level of another name counts as the default.
pub(in crate::dm) fn applies(
    cx: &mut Cx<'_>,
    from: &Address,
    level: &str,
    to: &str,
) -> Result<bool> {
    let level = level.to_ascii_lowercase();
    let by_sender = match &*level {
        "disabled" => return Ok(false),
        "mailfrom_domain" | "edm_id" => false,
        "mailfrom" => true,
        _ if from.send_type == "batch" => true,
        _ => return Ok(false),
    };
    let owner = Owner::of(cx);
    let senders = blocks::senders(cx.tx, owner, &to.to_ascii_lowercase())?;
    let domain = |it: &str| it.rsplit('@').next().map(str::to_owned);
    let meant = |sender: &String| match &*level {
        "edm_id" => true,
        _ if by_sender => *sender == from.name,
        _ => domain(sender) == domain(&from.name),
    };
    Ok(senders.iter().any(meant))
}
