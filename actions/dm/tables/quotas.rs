//! How much was sent on a day and in a month, of an account and of an address.

use super::Owner;
use crate::{
    ports::store::{self, Result, Tx},
    shared::format,
};

const SENT: &str = "dm_sent";

/// The day and the month of a time, in Asia/Shanghai.
fn spans(now: i64) -> [String; 2] {
    let day = format::date(now.saturating_add(format::SHANGHAI_OFFSET));
    let month = day.get(..7).unwrap_or_default().to_owned();
    [day, month]
}

/// Counts what an address has sent.
pub(in crate::dm) fn add(
    tx: &mut dyn Tx,
    (owner, address): (Owner<'_>, &str),
    now: i64,
    count: i64,
) -> Result<()> {
    for span in spans(now) {
        store::tally_add_many(tx, &format!("{}@{span}", owner.joined()), SENT, count)?;
        store::tally_add_many(tx, &format!("{}/{address}@{span}", owner.region), SENT, count)?;
    }
    Ok(())
}

/// How much an account has sent on this day and in this month.
pub(in crate::dm) fn of_owner(tx: &mut dyn Tx, owner: Owner<'_>, now: i64) -> Result<[i64; 2]> {
    let [day, month] = spans(now).map(|span| format!("{}@{span}", owner.joined()));
    Ok([store::tally(tx, &day, SENT)?, store::tally(tx, &month, SENT)?])
}

/// How much an address has sent on this day and in this month.
pub(in crate::dm) fn of_address(
    tx: &mut dyn Tx,
    (region, address): (&str, &str),
    now: i64,
) -> Result<[i64; 2]> {
    let [day, month] = spans(now).map(|span| format!("{region}/{address}@{span}"));
    Ok([store::tally(tx, &day, SENT)?, store::tally(tx, &month, SENT)?])
}
