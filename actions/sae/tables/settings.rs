//! Settings of the control API.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(in crate::sae) const TABLE: &str = "CREATE TABLE sae_settings (
        account TEXT NOT NULL PRIMARY KEY, arms_name_style TEXT NOT NULL,
        change_order_millis BIGINT NOT NULL, change_orders_fail BIGINT NOT NULL
    )";

/// The settings of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sae) struct Settings {
    /// The name of the style of names in ARMS; empty for the usual one.
    pub(in crate::sae) arms_name_style: String,
    /// How many milliseconds change orders take.
    pub(in crate::sae) change_order_millis: i64,
    /// Whether the change orders that begin fail.
    pub(in crate::sae) change_orders_fail: bool,
}

/// The settings of an account; the usual ones where nothing was set.
pub(in crate::sae) fn settings(tx: &mut dyn Tx, account: &str) -> Result<Settings> {
    let found = tx.row(
        "SELECT arms_name_style, change_order_millis, change_orders_fail FROM sae_settings
         WHERE account = $1",
        args![account],
        |row| {
            Ok(Settings {
                arms_name_style: row.text(0)?,
                change_order_millis: row.int(1)?,
                change_orders_fail: row.flag(2)?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Writes the settings of an account.
pub(in crate::sae) fn put(tx: &mut dyn Tx, account: &str, it: &Settings) -> Result<()> {
    tx.execute(
        "INSERT INTO sae_settings (account, arms_name_style, change_order_millis, change_orders_fail)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (account) DO UPDATE SET arms_name_style = excluded.arms_name_style,
         change_order_millis = excluded.change_order_millis,
         change_orders_fail = excluded.change_orders_fail",
        args![account, &it.arms_name_style, it.change_order_millis, it.change_orders_fail],
    )?;
    Ok(())
}
