//! How answers name accounts.

use crate::{
    ports::store::{Result, Tx},
    shared::accounts,
};

/// What the account is called: its name, or its id if nobody has given it one.
pub(in crate::resourcedirectory) fn account_name(tx: &mut dyn Tx, id: &str) -> Result<String> {
    let name = accounts::account(tx, id)?.map(|account| account.name);
    Ok(name.filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_owned()))
}
