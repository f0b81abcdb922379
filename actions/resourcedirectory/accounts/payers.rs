//! Who pays for a member.

use crate::resourcedirectory::{tables::members, tree::Directory};
use crate::{Fault, Result, ports::store::Tx};

pub(crate) const STRANGE_PAYER: Fault = Fault {
    status: 409,
    code: "NotSupport.PayerAccountInAnotherResourceDirectory",
    message: "The specified settlement account does not exist in the resource directory. You must specify a valid settlement account.",
};

/// Refuses an account that is neither the management account nor a member. Empty stands for the member that
/// is paid for itself.
pub(crate) fn check_payer(tx: &mut dyn Tx, directory: &Directory, payer: &str) -> Result<()> {
    let pays = payer.is_empty()
        || payer == directory.master
        || members::member(tx, &directory.id, payer)?.is_some();
    if pays { Ok(()) } else { Err(STRANGE_PAYER.into()) }
}
