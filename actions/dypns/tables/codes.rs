//! Messages with verification codes, and whether these are valid still.

use crate::{
    args,
    ports::{
        outbox::MAX_SENT,
        store::{self, Result, Row, Tx},
    },
};

// code is what can be checked: none if the caller has chosen the code, if it was used or another one has replaced it. day
// is the day in China.
pub(super) const TABLE: &str = "CREATE TABLE dypns_code (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, phone TEXT NOT NULL, scheme TEXT NOT NULL,
        out_id TEXT, code TEXT, template TEXT NOT NULL, content TEXT NOT NULL, size BIGINT NOT NULL,
        biz_id TEXT NOT NULL, sent BIGINT NOT NULL, day BIGINT NOT NULL, expires BIGINT NOT NULL, due BIGINT,
        outcome TEXT, status BIGINT NOT NULL, err_code TEXT, reported BIGINT, outbox BIGINT NOT NULL
    )";
pub(super) const BY_PHONE: &str =
    "CREATE INDEX dypns_code_phone ON dypns_code (account, phone, sent)";
pub(super) const BY_BIZ_ID: &str = "CREATE INDEX dypns_code_biz ON dypns_code (account, biz_id)";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, phone, scheme, out_id, code, template, content, size, biz_id, sent, day, expires, due, outcome,
             status, err_code, reported, outbox FROM dypns_code ",
            $rest
        )
    };
}

#[derive(Clone, Debug, Default)]
pub(in crate::dypns) struct CodeMessage {
    /// 0 until it is stored.
    pub(in crate::dypns) id: i64,
    pub(in crate::dypns) phone: String,
    pub(in crate::dypns) scheme: String,
    pub(in crate::dypns) out_id: Option<String>,
    pub(in crate::dypns) code: Option<String>,
    pub(in crate::dypns) template: String,
    pub(in crate::dypns) content: String,
    pub(in crate::dypns) size: i64,
    pub(in crate::dypns) biz_id: String,
    pub(in crate::dypns) sent: i64,
    pub(in crate::dypns) day: i64,
    pub(in crate::dypns) expires: i64,
    pub(in crate::dypns) due: Option<i64>,
    pub(in crate::dypns) outcome: Option<String>,
    pub(in crate::dypns) status: i64,
    pub(in crate::dypns) err_code: Option<String>,
    pub(in crate::dypns) reported: Option<i64>,
    pub(in crate::dypns) outbox: i64,
}

pub(in crate::dypns) fn add(tx: &mut dyn Tx, account: &str, m: &mut CodeMessage) -> Result<()> {
    m.id = store::tally_add(tx, "", "dypns_code")?;
    tx.execute(
        "INSERT INTO dypns_code (id, account, phone, scheme, out_id, code, template, content, size, biz_id, sent,
         day, expires, due, outcome, status, err_code, reported, outbox)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        args![
            m.id,
            account,
            &m.phone,
            &m.scheme,
            &m.out_id,
            &m.code,
            &m.template,
            &m.content,
            m.size,
            &m.biz_id,
            m.sent,
            m.day,
            m.expires,
            m.due,
            &m.outcome,
            m.status,
            &m.err_code,
            m.reported,
            m.outbox
        ],
    )?;
    tx.execute("DELETE FROM dypns_code WHERE id <= $1", args![m.id - MAX_SENT])?;
    Ok(())
}

/// How many were sent to a number between two times, the first excluded, for a scheme or for any.
pub(in crate::dypns) fn sent_since(
    tx: &mut dyn Tx,
    account: &str,
    (phone, scheme): (&str, Option<&str>),
    (after, now): (i64, i64),
) -> Result<i64> {
    let found = tx.row(
        "SELECT COUNT(*) FROM dypns_code WHERE account = $1 AND phone = $2 AND sent > $3
         AND (CAST($4 AS TEXT) IS NULL OR scheme = $4) AND sent <= $5",
        args![account, phone, after, scheme, now],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// Ends the codes of a number and a scheme, which another one replaces.
pub(in crate::dypns) fn replace(
    tx: &mut dyn Tx,
    account: &str,
    phone: &str,
    scheme: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE dypns_code SET code = NULL WHERE account = $1 AND phone = $2 AND scheme = $3",
        args![account, phone, scheme],
    )?;
    Ok(())
}

/// The messages to a number whose codes are valid at a time, the newest first.
pub(in crate::dypns) fn valid(
    tx: &mut dyn Tx,
    account: &str,
    phone: &str,
    now: i64,
) -> Result<Vec<CodeMessage>> {
    let sql = select!(
        "WHERE account = $1 AND phone = $2 AND code IS NOT NULL AND expires > $3 ORDER BY id DESC"
    );
    tx.rows(sql, args![account, phone, now], read)
}

/// Ends a code, which was used.
pub(in crate::dypns) fn spend(tx: &mut dyn Tx, id: i64) -> Result<()> {
    tx.execute("UPDATE dypns_code SET code = NULL WHERE id = $1", args![id])?;
    Ok(())
}

/// The message of a send.
pub(in crate::dypns) fn of_send(
    tx: &mut dyn Tx,
    account: &str,
    biz_id: &str,
) -> Result<Option<CodeMessage>> {
    tx.row(select!("WHERE account = $1 AND biz_id = $2"), args![account, biz_id], read)
}

/// Writes down what the network says of a message.
pub(in crate::dypns) fn settle(
    tx: &mut dyn Tx,
    id: i64,
    (status, code): (i64, &str),
    at: i64,
) -> Result<()> {
    tx.execute(
        "UPDATE dypns_code SET status = $1, err_code = $2, reported = $3 WHERE id = $4",
        args![status, code, at, id],
    )?;
    Ok(())
}

/// A page of what was sent to a number on a day, the newest first, and how much there is.
pub(in crate::dypns) fn of_phone(
    tx: &mut dyn Tx,
    account: &str,
    (phone, day, biz_id): (&str, i64, Option<&str>),
    (skip, size): (i64, i64),
) -> Result<(Vec<CodeMessage>, i64)> {
    let total = tx.row(
        "SELECT COUNT(*) FROM dypns_code WHERE account = $1 AND phone = $2 AND day = $3
         AND (CAST($4 AS TEXT) IS NULL OR biz_id = $4)",
        args![account, phone, day, biz_id],
        |row| row.int(0),
    )?;
    let sql = select!(
        "WHERE account = $1 AND phone = $2 AND day = $3
         AND (CAST($4 AS TEXT) IS NULL OR biz_id = $4) ORDER BY id DESC LIMIT $5 OFFSET $6"
    );
    let args = args![account, phone, day, biz_id, size, skip];
    Ok((tx.rows(sql, args, read)?, total.unwrap_or_default()))
}

fn read(row: &Row<'_>) -> Result<CodeMessage> {
    Ok(CodeMessage {
        id: row.int(0)?,
        phone: row.text(1)?,
        scheme: row.text(2)?,
        out_id: row.opt_text(3)?,
        code: row.opt_text(4)?,
        template: row.text(5)?,
        content: row.text(6)?,
        size: row.int(7)?,
        biz_id: row.text(8)?,
        sent: row.int(9)?,
        day: row.int(10)?,
        expires: row.int(11)?,
        due: row.opt_int(12)?,
        outcome: row.opt_text(13)?,
        status: row.int(14)?,
        err_code: row.opt_text(15)?,
        reported: row.opt_int(16)?,
        outbox: row.int(17)?,
    })
}
