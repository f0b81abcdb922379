//! Settings of the control API.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(crate) const TABLE: &str =
    "CREATE TABLE sae_settings (account TEXT NOT NULL PRIMARY KEY, arms_name_style TEXT NOT NULL)";

/// The name of the style of names in ARMS; none where it was never set.
pub(crate) fn arms_name_style(tx: &mut dyn Tx, account: &str) -> Result<Option<String>> {
    tx.row("SELECT arms_name_style FROM sae_settings WHERE account = $1", args![account], |row| {
        row.text(0)
    })
}

/// Sets the style of names in ARMS.
pub(crate) fn set_arms_name_style(tx: &mut dyn Tx, account: &str, style: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO sae_settings (account, arms_name_style) VALUES ($1, $2)
         ON CONFLICT (account) DO UPDATE SET arms_name_style = excluded.arms_name_style",
        args![account, style],
    )?;
    Ok(())
}
