//! What a directory asks of accounts that are to be its members.

use crate::resourcedirectory::{tables::members, tree::Directory};
use crate::{Fault, Result, ports::store::Tx};

pub(crate) const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Account",
    message: "The maximum number of member accounts in a resource directory exceeds the limit.",
};
pub(crate) const STRANGE_PAYER: Fault = Fault {
    status: 409,
    code: "NotSupport.PayerAccountInAnotherResourceDirectory",
    message: "The specified settlement account does not exist in the resource directory. You must specify a valid settlement account.",
};

/// Refuses one more member where there is no room.
pub(crate) fn check_room(tx: &mut dyn Tx, directory: &Directory) -> Result<()> {
    if members::count(tx, &directory.id)? >= directory.settings.members {
        return Err(TOO_MANY.into());
    }
    Ok(())
}

/// Refuses a payer, if one is named, that is neither the management account nor a member.
pub(crate) fn check_payer(tx: &mut dyn Tx, directory: &Directory, payer: &str) -> Result<()> {
    let pays = payer.is_empty()
        || payer == directory.master
        || members::member(tx, &directory.id, payer)?.is_some();
    if pays { Ok(()) } else { Err(STRANGE_PAYER.into()) }
}
