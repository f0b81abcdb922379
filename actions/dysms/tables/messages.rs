//! The messages: one row for each number that one was accepted for.

use crate::{
    args,
    ports::{
        outbox::MAX_SENT,
        store::{self, Result, Row, Tx},
    },
    shared::format::SHANGHAI_OFFSET,
};

// day is the day in China that it was sent on. due is when the network says what has become of it, outcome what it
// says then; neither is there if it never does. status is 1 until then, 3 for delivered, 2 for failed. outbox is the
// number of its message there. global is 1 for those of the version for other countries, whose biz_id is the message's own.
pub(super) const TABLE: &str = "CREATE TABLE dysms_message (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, biz_id TEXT NOT NULL, phone TEXT NOT NULL,
        sign TEXT NOT NULL, template TEXT NOT NULL, type BIGINT NOT NULL, content TEXT NOT NULL,
        out_id TEXT, ext_code TEXT, size BIGINT NOT NULL, sent BIGINT NOT NULL, day BIGINT NOT NULL,
        due BIGINT, outcome TEXT, status BIGINT NOT NULL, err_code TEXT, reported BIGINT, outbox BIGINT NOT NULL,
        global BIGINT NOT NULL
    )";
pub(super) const BY_PHONE: &str = "CREATE INDEX dysms_message_phone ON dysms_message (phone, sent)";
pub(super) const BY_BIZ_ID: &str =
    "CREATE INDEX dysms_message_biz ON dysms_message (account, biz_id)";
pub(super) const BY_DAY: &str = "CREATE INDEX dysms_message_day ON dysms_message (account, day)";
pub(super) const BY_CODE: &str = "CREATE INDEX dysms_message_code ON dysms_message (account, ext_code) WHERE ext_code IS NOT NULL";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, biz_id, phone, sign, template, type, content, out_id, ext_code, size, sent, due, outcome, status,
             err_code, reported, outbox, global FROM dysms_message ",
            $rest
        )
    };
}

#[derive(Clone, Debug, Default)]
pub(crate) struct SentMessage {
    /// 0 until it is stored.
    pub(crate) id: i64,
    pub(crate) biz_id: String,
    pub(crate) phone: String,
    pub(crate) sign: String,
    pub(crate) template: String,
    pub(crate) kind: i64,
    pub(crate) content: String,
    pub(crate) out_id: Option<String>,
    pub(crate) ext_code: Option<String>,
    pub(crate) size: i64,
    pub(crate) sent: i64,
    pub(crate) due: Option<i64>,
    pub(crate) outcome: Option<String>,
    pub(crate) status: i64,
    pub(crate) err_code: Option<String>,
    pub(crate) reported: Option<i64>,
    pub(crate) outbox: i64,
    pub(crate) is_global: bool,
}

/// When the day in China began that a time is in, in milliseconds since 1970.
pub(in crate::dysms) fn midnight(millis: i64) -> i64 {
    day(millis) * (24 * 60 * 60 * 1000) - SHANGHAI_OFFSET
}

/// The day in China of a time, as a number.
pub(crate) fn day(millis: i64) -> i64 {
    millis.saturating_add(SHANGHAI_OFFSET).div_euclid(24 * 60 * 60 * 1000)
}

pub(in crate::dysms) fn add(tx: &mut dyn Tx, account: &str, m: &mut SentMessage) -> Result<()> {
    m.id = store::tally_add(tx, "", "dysms_message")?;
    tx.execute(
        "INSERT INTO dysms_message (id, account, biz_id, phone, sign, template, type, content, out_id, ext_code,
         size, sent, day, due, outcome, status, err_code, reported, outbox, global)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        args![
            m.id,
            account,
            &m.biz_id,
            &m.phone,
            &m.sign,
            &m.template,
            m.kind,
            &m.content,
            &m.out_id,
            &m.ext_code,
            m.size,
            m.sent,
            day(m.sent),
            m.due,
            &m.outcome,
            m.status,
            &m.err_code,
            m.reported,
            m.outbox,
            m.is_global
        ],
    )?;
    tx.execute("DELETE FROM dysms_message WHERE id <= $1", args![m.id - MAX_SENT])?;
    Ok(())
}

/// Writes down what the network has said of a message.
pub(in crate::dysms) fn settle(
    tx: &mut dyn Tx,
    id: i64,
    status: i64,
    err_code: &str,
    at: i64,
) -> Result<()> {
    tx.execute(
        "UPDATE dysms_message SET status = $1, err_code = $2, reported = $3 WHERE id = $4",
        args![status, err_code, at, id],
    )?;
    Ok(())
}

/// The messages of one send, in the order of their numbers.
pub(in crate::dysms) fn of_send(
    tx: &mut dyn Tx,
    account: &str,
    biz_id: &str,
) -> Result<Vec<SentMessage>> {
    let sql = select!("WHERE account = $1 AND biz_id = $2 ORDER BY id");
    tx.rows(sql, args![account, biz_id], read)
}

/// Which messages count against a limit: those of this sign or of this template, of this type.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::dysms) struct Counted<'a> {
    pub(in crate::dysms) account: Option<&'a str>,
    pub(in crate::dysms) sign: Option<&'a str>,
    pub(in crate::dysms) template: Option<&'a str>,
    pub(in crate::dysms) kind: Option<i64>,
}

/// How many were sent to a number between two times, the first excluded, of those that it was accepted for. A message that was refused
/// among others is none, nor is one of a time that is yet to come, as after the clock was set back.
pub(in crate::dysms) fn count(
    tx: &mut dyn Tx,
    phone: &str,
    (after, now): (i64, i64),
    counted: Counted<'_>,
) -> Result<i64> {
    let Counted { account, sign, template, kind } = counted;
    let found = tx.row(
        "SELECT COUNT(*) FROM dysms_message WHERE phone = $1 AND sent > $2
         AND (CAST($3 AS TEXT) IS NULL OR account = $3) AND (CAST($4 AS TEXT) IS NULL OR sign = $4)
         AND (CAST($5 AS TEXT) IS NULL OR template = $5) AND (CAST($6 AS BIGINT) IS NULL OR type = $6)
         AND sent <= $7 AND (outcome IS NULL OR SUBSTR(outcome, 1, 4) <> 'isv.')",
        args![phone, after, account, sign, template, kind, now],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// How many an account has sent on the days from one to another.
pub(in crate::dysms) fn count_of_days(
    tx: &mut dyn Tx,
    account: &str,
    (from, to): (i64, i64),
) -> Result<i64> {
    let found = tx.row(
        "SELECT COUNT(*) FROM dysms_message WHERE account = $1 AND day >= $2 AND day <= $3",
        args![account, from, to],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or_default())
}

/// A page of what was sent to a number on a day, the newest first, and how much there is.
pub(in crate::dysms) fn of_phone(
    tx: &mut dyn Tx,
    account: &str,
    (phone, day, biz_id): (&str, i64, Option<&str>),
    (skip, size): (i64, i64),
) -> Result<(Vec<SentMessage>, i64)> {
    let total = tx.row(
        "SELECT COUNT(*) FROM dysms_message WHERE account = $1 AND phone = $2 AND day = $3
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

/// What was sent on a day: how much, delivered, failed.
pub(in crate::dysms) struct DayCount {
    pub(in crate::dysms) day: i64,
    pub(in crate::dysms) total: i64,
    pub(in crate::dysms) delivered: i64,
    pub(in crate::dysms) failed: i64,
}

/// What was sent on each of some days, the newest first.
pub(in crate::dysms) fn by_day(
    tx: &mut dyn Tx,
    account: &str,
    (from, to): (i64, i64),
    (is_global, kind, sign): (bool, Option<i64>, Option<&str>),
) -> Result<Vec<DayCount>> {
    tx.rows(
        "SELECT day, COUNT(*), SUM(CASE WHEN status = 3 THEN 1 ELSE 0 END),
         SUM(CASE WHEN status = 2 THEN 1 ELSE 0 END) FROM dysms_message
         WHERE account = $1 AND day >= $2 AND day <= $3 AND (CASE WHEN type = 3 THEN 1 ELSE 0 END) = CAST($4 AS BIGINT)
         AND (CAST($5 AS BIGINT) IS NULL OR type = $5) AND (CAST($6 AS TEXT) IS NULL OR sign = $6)
         GROUP BY day ORDER BY day DESC",
        args![account, from, to, is_global, kind, sign],
        |row| {
            let (day, total) = (row.int(0)?, row.int(1)?);
            Ok(DayCount { day, total, delivered: row.int(2)?, failed: row.int(3)? })
        },
    )
}

/// The other sign of an account that messages were sent with under this extension code.
pub(in crate::dysms) fn other_sign_of_code(
    tx: &mut dyn Tx,
    account: &str,
    code: &str,
    sign: &str,
) -> Result<bool> {
    let sql =
        "SELECT id FROM dysms_message WHERE account = $1 AND ext_code = $2 AND sign <> $3 LIMIT 1";
    Ok(tx.row(sql, args![account, code, sign], |row| row.int(0))?.is_some())
}

fn read(row: &Row<'_>) -> Result<SentMessage> {
    Ok(SentMessage {
        id: row.int(0)?,
        biz_id: row.text(1)?,
        phone: row.text(2)?,
        sign: row.text(3)?,
        template: row.text(4)?,
        kind: row.int(5)?,
        content: row.text(6)?,
        out_id: row.opt_text(7)?,
        ext_code: row.opt_text(8)?,
        size: row.int(9)?,
        sent: row.int(10)?,
        due: row.opt_int(11)?,
        outcome: row.opt_text(12)?,
        status: row.int(13)?,
        err_code: row.opt_text(14)?,
        reported: row.opt_int(15)?,
        outbox: row.int(16)?,
        is_global: row.flag(17)?,
    })
}
