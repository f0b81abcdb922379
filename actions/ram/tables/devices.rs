//! Virtual MFA devices.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, Tx},
};

const DEVICE: &str = "ram_mfa_device";

/// A virtual MFA device: a seed shared with an authenticator.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    /// `acs:ram::<account>:mfa/<name>`.
    pub(crate) serial: String,
    pub(crate) name: String,
    /// The seed, in Base32.
    pub(crate) seed: String,
    /// The number of the user that it is bound to.
    pub(crate) user: Option<i64>,
    pub(crate) made: i64,
    pub(crate) bound: Option<i64>,
}

/// The user that a device is bound to.
#[derive(Clone, Debug)]
pub(crate) struct DeviceUser {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) display: String,
}

pub(crate) fn device(tx: &mut dyn Tx, account: &str, serial: &str) -> Result<Option<Device>> {
    tx.row(
        "SELECT serial, name, seed, usr, made, bound FROM ram_mfa_device
         WHERE account = $1 AND serial = $2",
        args![account, serial],
        read,
    )
}

/// The device that is bound to a user.
pub(crate) fn device_of(tx: &mut dyn Tx, account: &str, user: i64) -> Result<Option<Device>> {
    tx.row(
        "SELECT serial, name, seed, usr, made, bound FROM ram_mfa_device
         WHERE account = $1 AND usr = $2",
        args![account, user],
        read,
    )
}

pub(crate) fn add_device(tx: &mut dyn Tx, account: &str, d: &Device) -> Result<()> {
    let seq = store::tally_add(tx, account, DEVICE)?;
    tx.execute(
        "INSERT INTO ram_mfa_device (account, serial, seq, name, seed, usr, made, bound)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![account, &d.serial, seq, &d.name, Secret(&d.seed), d.user, d.made, d.bound],
    )?;
    Ok(())
}

/// Binds a device to a user, with the time, or unbinds it.
pub(crate) fn bind(
    tx: &mut dyn Tx,
    account: &str,
    serial: &str,
    to: Option<(i64, i64)>,
) -> Result<()> {
    tx.execute(
        "UPDATE ram_mfa_device SET usr = $1, bound = $2 WHERE account = $3 AND serial = $4",
        args![to.map(|(user, _)| user), to.map(|(_, at)| at), account, serial],
    )?;
    Ok(())
}

pub(crate) fn delete_device(tx: &mut dyn Tx, account: &str, serial: &str) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM ram_mfa_device WHERE account = $1 AND serial = $2",
        args![account, serial],
    )?;
    store::tally_sub(tx, account, DEVICE, gone)
}

/// How many devices the account has.
pub(crate) fn count_devices(tx: &mut dyn Tx, account: &str) -> Result<i64> {
    store::tally(tx, account, DEVICE)
}

/// All devices, the oldest first, each with the user that it is bound to.
pub(crate) fn list_devices(
    tx: &mut dyn Tx,
    account: &str,
) -> Result<Vec<(Device, Option<DeviceUser>)>> {
    tx.rows(
        "SELECT d.serial, d.name, d.seed, d.usr, d.made, d.bound, u.id, u.name, u.display
         FROM ram_mfa_device d LEFT JOIN ram_user u ON u.account = d.account AND u.seq = d.usr
         WHERE d.account = $1 ORDER BY d.seq",
        args![account],
        |row| {
            let user = match row.opt_text(6)? {
                Some(id) => Some(DeviceUser { id, name: row.text(7)?, display: row.text(8)? }),
                None => None,
            };
            Ok((read(row)?, user))
        },
    )
}

fn read(row: &Row<'_>) -> Result<Device> {
    Ok(Device {
        serial: row.text(0)?,
        name: row.text(1)?,
        seed: row.text(2)?,
        user: row.opt_int(3)?,
        made: row.int(4)?,
        bound: row.opt_int(5)?,
    })
}
