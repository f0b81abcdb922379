//! Who pays for a member.
//!
//! Assumed: the words for a payer that is not of the directory.

use crate::resourcedirectory::{tables::members, tree::Directory};
use crate::{Fault, Result, ports::store::Tx};

pub(crate) const STRANGE_PAYER: Fault = Fault {
    status: 409,
    code: "NotSupport.PayerAccountInAnotherResourceDirectory",
    message: "The specified settlement account does not exist in the resource directory. You must specify a valid settlement account.",
};

/// Whether an account is the management account or a member. Empty stands for the member that is paid for
/// itself.
pub(crate) fn may_pay(tx: &mut dyn Tx, directory: &Directory, payer: &str) -> Result<bool> {
    Ok(payer.is_empty()
        || payer == directory.master
        || members::member(tx, &directory.id, payer)?.is_some())
}

/// Refuses an account that [may not pay](may_pay).
pub(crate) fn check_payer(tx: &mut dyn Tx, directory: &Directory, payer: &str) -> Result<()> {
    if may_pay(tx, directory, payer)? { Ok(()) } else { Err(STRANGE_PAYER.into()) }
}
