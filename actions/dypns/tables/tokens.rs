//! The tokens by which a carrier would say which number a phone has.

use crate::{
    args,
    ports::store::{Result, Row, Secret, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE dypns_token (
        token TEXT NOT NULL PRIMARY KEY, account TEXT NOT NULL, mobile TEXT NOT NULL, kind TEXT NOT NULL,
        expires BIGINT NOT NULL
    )";

#[derive(Clone, Debug)]
pub(in crate::dypns) struct Token {
    pub(in crate::dypns) mobile: String,
    /// `login` or `verification`.
    pub(in crate::dypns) kind: String,
    pub(in crate::dypns) expires: i64,
}

pub(in crate::dypns) fn add(tx: &mut dyn Tx, account: &str, token: &str, it: &Token) -> Result<()> {
    tx.execute(
        "INSERT INTO dypns_token (token, account, mobile, kind, expires) VALUES ($1, $2, $3, $4, $5)",
        args![Secret(token), account, &it.mobile, &it.kind, it.expires],
    )?;
    Ok(())
}

pub(in crate::dypns) fn find(tx: &mut dyn Tx, account: &str, token: &str) -> Result<Option<Token>> {
    tx.row(
        "SELECT mobile, kind, expires FROM dypns_token WHERE token = $1 AND account = $2",
        args![Secret(token), account],
        |row: &Row<'_>| {
            Ok(Token { mobile: row.text(0)?, kind: row.text(1)?, expires: row.int(2)? })
        },
    )
}

pub(in crate::dypns) fn delete(tx: &mut dyn Tx, token: &str) -> Result<()> {
    tx.execute("DELETE FROM dypns_token WHERE token = $1", args![Secret(token)])?;
    Ok(())
}
