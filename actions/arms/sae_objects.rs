//! What SAE keeps in ARMS: contacts, groups, policies and chat bots whose names begin with `sae:`.
//!
//! Documented: they are not to be deleted by hand in ARMS, or SAE's notifications break. Nothing refuses it; the log warns.

use super::ARMS;
use crate::Cx;

/// What their names begin with.
pub(super) const PREFIX: &str = "sae:";

/// Has the log warn if what an action of ARMS deletes is SAE's; `kind` says what it is.
pub(super) fn warn_of_deletion(cx: &mut Cx<'_>, kind: &str, name: &str) {
    if cx.product == ARMS.id && name.starts_with(PREFIX) {
        let account = &cx.caller.account;
        cx.effects.warnings.push(format!(
            "the {kind} {name:?} of SAE in account {account} was deleted in ARMS: notifications of SAE may reach nobody"
        ));
    }
}
