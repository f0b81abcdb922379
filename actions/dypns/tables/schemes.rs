//! The schemes of apps.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE dypns_scheme (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
        app TEXT NOT NULL, os TEXT NOT NULL, package TEXT, package_sign TEXT, bundle TEXT, info TEXT NOT NULL,
        made BIGINT NOT NULL
    )";
pub(super) const BY_CODE: &str =
    "CREATE UNIQUE INDEX dypns_scheme_code ON dypns_scheme (account, code)";

#[derive(Clone, Debug, Default)]
pub(in crate::dypns) struct Scheme {
    pub(in crate::dypns) code: String,
    pub(in crate::dypns) name: String,
    pub(in crate::dypns) app: String,
    pub(in crate::dypns) os: String,
    pub(in crate::dypns) package: Option<String>,
    pub(in crate::dypns) package_sign: Option<String>,
    pub(in crate::dypns) bundle: Option<String>,
    /// What the SDK of an app is given.
    pub(in crate::dypns) info: String,
    pub(in crate::dypns) made: i64,
}

pub(in crate::dypns) fn add(tx: &mut dyn Tx, account: &str, s: &Scheme) -> Result<()> {
    let id = store::tally_add(tx, "", "dypns_scheme")?;
    tx.execute(
        "INSERT INTO dypns_scheme (id, account, code, name, app, os, package, package_sign, bundle, info, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            id,
            account,
            &s.code,
            &s.name,
            &s.app,
            &s.os,
            &s.package,
            &s.package_sign,
            &s.bundle,
            &s.info,
            s.made
        ],
    )?;
    Ok(())
}

/// What the SDK of an app is given for a scheme.
pub(in crate::dypns) fn info(tx: &mut dyn Tx, account: &str, code: &str) -> Result<Option<String>> {
    let sql = "SELECT info FROM dypns_scheme WHERE account = $1 AND code = $2";
    tx.row(sql, args![account, code], |row: &Row<'_>| row.text(0))
}

/// Those of the account, in the order in which they were made.
pub(in crate::dypns) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Scheme>> {
    let sql =
        "SELECT code, name, app, os, package, package_sign, bundle, info, made FROM dypns_scheme
         WHERE account = $1 ORDER BY id";
    tx.rows(sql, args![account], |row| {
        Ok(Scheme {
            code: row.text(0)?,
            name: row.text(1)?,
            app: row.text(2)?,
            os: row.text(3)?,
            package: row.opt_text(4)?,
            package_sign: row.opt_text(5)?,
            bundle: row.opt_text(6)?,
            info: row.text(7)?,
            made: row.int(8)?,
        })
    })
}

/// Gives a scheme another code.
pub(in crate::dypns) fn rename(tx: &mut dyn Tx, account: &str, code: &str, to: &str) -> Result<()> {
    let sql = "UPDATE dypns_scheme SET code = $1 WHERE account = $2 AND code = $3";
    tx.execute(sql, args![to, account, code])?;
    Ok(())
}

/// Whether a scheme of the account has this package with another signature, or this bundle.
pub(in crate::dypns) fn conflicts(
    tx: &mut dyn Tx,
    account: &str,
    s: &Scheme,
) -> Result<(bool, bool)> {
    let package = tx.row(
        "SELECT id FROM dypns_scheme WHERE account = $1 AND package = $2 AND package_sign <> $3 LIMIT 1",
        args![account, &s.package, &s.package_sign],
        |row| row.int(0),
    )?;
    let bundle = tx.row(
        "SELECT id FROM dypns_scheme WHERE account = $1 AND bundle = $2 LIMIT 1",
        args![account, &s.bundle],
        |row| row.int(0),
    )?;
    Ok((package.is_some(), bundle.is_some()))
}

pub(in crate::dypns) fn delete(tx: &mut dyn Tx, account: &str, code: &str) -> Result<bool> {
    let sql = "DELETE FROM dypns_scheme WHERE account = $1 AND code = $2";
    Ok(tx.execute(sql, args![account, code])? > 0)
}
