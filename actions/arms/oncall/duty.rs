//! Who is on duty now, for those who send messages.

use crate::{
    arms::{oncall::rota, tables::schedules},
    ports::store::{Result, Tx},
};

/// The contacts, by the ids of the alert-management actions, that are on duty in a schedule at a time in
/// milliseconds on the world's clock: one at most, none if there is no such schedule.
pub(in crate::arms) fn on_call(
    tx: &mut dyn Tx,
    account: &str,
    schedule: i64,
    now: i64,
) -> Result<Vec<i64>> {
    let found = schedules::schedule(tx, account, schedule)?;
    Ok(found.and_then(|it| it.rota.at(rota::minute_of(now))).into_iter().collect())
}
