//! Who pays for a member.

use crate::resourcedirectory::{tables::members, tree::Directory};
use crate::{Fault, Result, ports::store::Tx};

/// The code is documented, the words are assumed.
pub(in crate::resourcedirectory) const STRANGE_PAYER: Fault = Fault {
    status: 409,
    code: "NotSupport.PayerAccountInAnotherResourceDirectory",
    message: "The payer account is not in the resource directory.",
};

/// Refuses an account that is neither the management account nor a member. Empty stands for the member that
/// is paid for itself.
pub(in crate::resourcedirectory) fn check_payer(
    tx: &mut dyn Tx,
    directory: &Directory,
    payer: &str,
) -> Result<()> {
    let pays = payer.is_empty()
        || payer == directory.master
        || members::member(tx, &directory.id, payer)?.is_some();
    if pays { Ok(()) } else { Err(STRANGE_PAYER.into()) }
}
