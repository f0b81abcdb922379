//! What is known of a phone: whether it is bound for tests, is on the black list, or has opted out of promotions.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE dysms_phone (
        account TEXT NOT NULL, phone TEXT NOT NULL, bound BIGINT NOT NULL, blacklisted BIGINT NOT NULL,
        opted_out BIGINT NOT NULL, PRIMARY KEY (account, phone)
    )";

#[derive(Clone, Copy, Debug, Default)]
pub(in crate::dysms) struct Phone {
    pub(in crate::dysms) bound: bool,
    pub(in crate::dysms) blacklisted: bool,
    pub(in crate::dysms) opted_out: bool,
}

pub(in crate::dysms) fn phone(tx: &mut dyn Tx, account: &str, phone: &str) -> Result<Phone> {
    let found = tx.row(
        "SELECT bound, blacklisted, opted_out FROM dysms_phone WHERE account = $1 AND phone = $2",
        args![account, phone],
        |row: &Row<'_>| {
            let (bound, blacklisted) = (row.flag(0)?, row.flag(1)?);
            Ok(Phone { bound, blacklisted, opted_out: row.flag(2)? })
        },
    )?;
    Ok(found.unwrap_or_default())
}

pub(in crate::dysms) fn put(tx: &mut dyn Tx, account: &str, phone: &str, it: Phone) -> Result<()> {
    tx.execute(
        "INSERT INTO dysms_phone (account, phone, bound, blacklisted, opted_out) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, phone) DO UPDATE SET bound = excluded.bound,
         blacklisted = excluded.blacklisted, opted_out = excluded.opted_out",
        args![account, phone, it.bound, it.blacklisted, it.opted_out],
    )?;
    Ok(())
}
