//! Who may send: an address in good order, of a domain whose records are there, of an account with quota left.

use crate::dm::{
    faults::{BAD_ADDRESS_STATUS, BAD_DOMAIN_STATUS, BAD_USER, NO_ADDRESS, NO_REPLY, OVER_QUOTA},
    tables::{
        Owner,
        addresses::{self, Address},
        domains, quotas, settings,
    },
};
use crate::{Cx, Fault, Result};

/// What [`find`] and [`check_quota`] answer.
pub(in crate::dm) const FAULTS: [Fault; 5] =
    [BAD_USER, NO_ADDRESS, BAD_ADDRESS_STATUS, BAD_DOMAIN_STATUS, OVER_QUOTA];

/// The caller's sender address of this name, if it may send.
///
/// Modelled: the account is looked at first, then the address, then the domain.
pub(in crate::dm) fn find(cx: &mut Cx<'_>, name: &str) -> Result<Address> {
    let owner = Owner::of(cx);
    if settings::read(cx.tx, owner)?.user_status != 0 {
        return Err(BAD_USER.into());
    }
    let name = name.to_ascii_lowercase();
    let found = addresses::named(cx.tx, owner.region, &name)?;
    let it = found.filter(|it| it.account == owner.account).ok_or(NO_ADDRESS)?;
    if it.frozen {
        return Err(BAD_ADDRESS_STATUS.into());
    }
    let domain = domains::domain(cx.tx, owner, it.domain)?;
    if !domain.is_some_and(|it| it.records.are_enough()) {
        return Err(BAD_DOMAIN_STATUS.into());
    }
    Ok(it)
}

/// The confirmed reply address of a sender.
pub(in crate::dm) fn reply(it: &Address) -> Result<String> {
    Ok(it.reply.clone().filter(|_| it.reply_confirmed).ok_or(NO_REPLY)?)
}

/// Refuses more mail than the account may send.
pub(in crate::dm) fn check_quota(cx: &mut Cx<'_>, more: usize) -> Result<()> {
    let owner = Owner::of(cx);
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    let settings = settings::read(cx.tx, owner)?;
    let [day, month] = quotas::of_owner(cx.tx, owner, cx.now)?;
    let over = |sent: i64, quota| sent.saturating_add(more) > quota;
    if over(day, settings.daily_quota) || over(month, settings.month_quota) {
        return Err(OVER_QUOTA.into());
    }
    Ok(())
}
