//! When an account has opened a product, and how it pays.

use crate::{
    args,
    cdn::service::Service,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cdn_opening (
        account TEXT NOT NULL, service TEXT NOT NULL, made BIGINT NOT NULL, billing TEXT NOT NULL,
        websocket TEXT NOT NULL, PRIMARY KEY (account, service)
    )";

/// A product that an account has opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cdn) struct Opening {
    pub(in crate::cdn) made: i64,
    /// How it pays.
    pub(in crate::cdn) billing: String,
    /// How it pays for `WebSocket`; empty at CDN.
    pub(in crate::cdn) websocket: String,
}

/// When an account has opened a product by a call.
pub(in crate::cdn) fn read(
    tx: &mut dyn Tx,
    account: &str,
    service: Service,
) -> Result<Option<Opening>> {
    tx.row(
        "SELECT made, billing, websocket FROM cdn_opening WHERE account = $1 AND service = $2",
        args![account, service.name()],
        |row| Ok(Opening { made: row.int(0)?, billing: row.text(1)?, websocket: row.text(2)? }),
    )
}

/// Notes that it has.
pub(in crate::cdn) fn add(
    tx: &mut dyn Tx,
    account: &str,
    service: Service,
    it: &Opening,
) -> Result<()> {
    tx.execute(
        "INSERT INTO cdn_opening (account, service, made, billing, websocket) VALUES ($1, $2, $3, $4, $5)",
        args![account, service.name(), it.made, &it.billing, &it.websocket],
    )?;
    Ok(())
}
