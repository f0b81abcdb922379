//! How mail of an account fares in a region, which the control API sets.

use super::Owner;
use crate::{
    args,
    ports::store::{Result, Tx},
};

// auto_verify is null where the name of a domain decides; events is where events are pushed to.
pub(super) const TABLE: &str = "CREATE TABLE dm_setting (
        region TEXT NOT NULL, account TEXT NOT NULL, auto_verify BIGINT, delivery_ms BIGINT NOT NULL,
        review_ms BIGINT, magic BIGINT NOT NULL, user_status BIGINT NOT NULL, daily_quota BIGINT NOT NULL,
        month_quota BIGINT NOT NULL, eventbridge BIGINT NOT NULL, events TEXT, PRIMARY KEY (region, account)
    )";

/// The settings of an account in a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::dm) struct Settings {
    /// Whether the DNS records of new domains are there; `None`: those of names that no real domain has.
    pub(in crate::dm) auto_verify: Option<bool>,
    /// How long mail takes, in milliseconds.
    pub(in crate::dm) delivery_ms: i64,
    /// How long the review of a template takes; `None`: for ever.
    pub(in crate::dm) review_ms: Option<i64>,
    /// Whether local parts such as `bounce` say what becomes of mail.
    pub(in crate::dm) magic: bool,
    /// 0 for an account in good order.
    pub(in crate::dm) user_status: i64,
    pub(in crate::dm) daily_quota: i64,
    pub(in crate::dm) month_quota: i64,
    /// Whether the account has events published.
    pub(in crate::dm) eventbridge: bool,
    /// The URL that events are pushed to.
    pub(in crate::dm) events: Option<String>,
}

/// What every account has.
pub(in crate::dm) const USUAL: Settings = Settings {
    auto_verify: None,
    delivery_ms: 3000,
    review_ms: Some(2 * 60 * 60 * 1000),
    magic: true,
    user_status: 0,
    daily_quota: 2000,
    month_quota: 60_000,
    eventbridge: false,
    events: None,
};

/// The settings of the owner.
pub(in crate::dm) fn read(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<Settings> {
    let found = tx.row(
        "SELECT auto_verify, delivery_ms, review_ms, magic, user_status, daily_quota, month_quota,
         eventbridge, events FROM dm_setting WHERE region = $1 AND account = $2",
        args![owner.region, owner.account],
        |row| {
            Ok(Settings {
                auto_verify: row.opt_int(0)?.map(|it| it != 0),
                delivery_ms: row.int(1)?,
                review_ms: row.opt_int(2)?,
                magic: row.flag(3)?,
                user_status: row.int(4)?,
                daily_quota: row.int(5)?,
                month_quota: row.int(6)?,
                eventbridge: row.flag(7)?,
                events: row.opt_text(8)?,
            })
        },
    )?;
    Ok(found.unwrap_or(USUAL))
}

/// Sets them.
pub(in crate::dm) fn put(tx: &mut dyn Tx, owner: Owner<'_>, it: &Settings) -> Result<()> {
    tx.execute(
        "INSERT INTO dm_setting (region, account, auto_verify, delivery_ms, review_ms, magic, user_status,
         daily_quota, month_quota, eventbridge, events)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (region, account) DO UPDATE SET auto_verify = excluded.auto_verify,
         delivery_ms = excluded.delivery_ms, review_ms = excluded.review_ms, magic = excluded.magic,
         user_status = excluded.user_status, daily_quota = excluded.daily_quota,
         month_quota = excluded.month_quota, eventbridge = excluded.eventbridge, events = excluded.events",
        args![
            owner.region,
            owner.account,
            it.auto_verify,
            it.delivery_ms,
            it.review_ms,
            it.magic,
            it.user_status,
            it.daily_quota,
            it.month_quota,
            it.eventbridge,
            &it.events,
        ],
    )?;
    Ok(())
}
