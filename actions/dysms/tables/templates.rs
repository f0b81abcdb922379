//! The templates, of which both generations of actions are about one set.

use crate::{
    args,
    dysms::templates::template_states::Templates,
    ports::store::{self, Result, Row, Tx},
    shared::states::State,
};

pub(super) const TABLE: &str = "CREATE TABLE dysms_template (
        account TEXT NOT NULL, code TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL,
        content TEXT NOT NULL, type BIGINT NOT NULL, rule TEXT, sign TEXT, remark TEXT NOT NULL,
        scene TEXT, intl BIGINT, traffic TEXT, state TEXT NOT NULL, reason TEXT, order_id TEXT NOT NULL,
        made BIGINT NOT NULL, audited BIGINT, test BIGINT NOT NULL, PRIMARY KEY (account, code)
    )";
pub(super) const BY_SEQ: &str = "CREATE INDEX dysms_template_seq ON dysms_template (account, seq)";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT code, seq, name, content, type, rule, sign, remark, scene, intl, traffic, state, reason, order_id,
             made, audited, test FROM dysms_template ",
            $rest
        )
    };
}

#[derive(Clone, Debug, Default)]
pub(in crate::dysms) struct Template {
    /// Empty until it is stored.
    pub(in crate::dysms) code: String,
    pub(in crate::dysms) seq: i64,
    pub(in crate::dysms) name: String,
    pub(in crate::dysms) content: String,
    /// 0 verification code, 1 notification, 2 promotion, 3 international.
    pub(in crate::dysms) kind: i64,
    /// The attributes of its variables, as JSON.
    pub(in crate::dysms) rule: Option<String>,
    pub(in crate::dysms) sign: Option<String>,
    pub(in crate::dysms) remark: String,
    pub(in crate::dysms) scene: Option<String>,
    pub(in crate::dysms) intl: Option<i64>,
    pub(in crate::dysms) traffic: Option<String>,
    pub(in crate::dysms) state: State<Templates>,
    pub(in crate::dysms) reason: Option<String>,
    pub(in crate::dysms) order_id: String,
    pub(in crate::dysms) made: i64,
    pub(in crate::dysms) audited: Option<i64>,
    pub(in crate::dysms) test: bool,
}

/// The number of the first code that is given (modelled).
const FIRST: i64 = 500_000_000;

pub(in crate::dysms) fn put(tx: &mut dyn Tx, account: &str, t: &mut Template) -> Result<()> {
    if t.seq == 0 {
        t.seq = store::tally_add(tx, "", "dysms_template")?;
    }
    if t.code.is_empty() {
        t.code = format!("SMS_{}", FIRST + t.seq);
    }
    tx.execute(
        "INSERT INTO dysms_template (account, code, seq, name, content, type, rule, sign, remark, scene, intl,
         traffic, state, reason, order_id, made, audited, test)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (account, code) DO UPDATE SET name = excluded.name, content = excluded.content,
         type = excluded.type, rule = excluded.rule, sign = excluded.sign, remark = excluded.remark,
         scene = excluded.scene, intl = excluded.intl, traffic = excluded.traffic, state = excluded.state,
         reason = excluded.reason, order_id = excluded.order_id, audited = excluded.audited",
        args![
            account,
            &t.code,
            t.seq,
            &t.name,
            &t.content,
            t.kind,
            &t.rule,
            &t.sign,
            &t.remark,
            &t.scene,
            t.intl,
            &t.traffic,
            t.state.as_str(),
            &t.reason,
            &t.order_id,
            t.made,
            t.audited,
            t.test
        ],
    )?;
    Ok(())
}

pub(in crate::dysms) fn template(
    tx: &mut dyn Tx,
    account: &str,
    code: &str,
) -> Result<Option<Template>> {
    tx.row(select!("WHERE account = $1 AND code = $2"), args![account, code], read)
}

/// Which templates a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::dysms) struct Filter<'a> {
    pub(in crate::dysms) state: Option<&'a str>,
    pub(in crate::dysms) sign: Option<&'a str>,
    pub(in crate::dysms) code: Option<&'a str>,
    pub(in crate::dysms) name: Option<&'a str>,
    pub(in crate::dysms) kind: Option<i64>,
}

/// A page of the templates of an account, the newest first, and how many there are.
pub(in crate::dysms) fn page(
    tx: &mut dyn Tx,
    account: &str,
    filter: Filter<'_>,
    (skip, size): (i64, i64),
) -> Result<(Vec<Template>, i64)> {
    let Filter { state, sign, code, name, kind } = filter;
    let total = tx.row(
        "SELECT COUNT(*) FROM dysms_template WHERE account = $1
         AND (CAST($2 AS TEXT) IS NULL OR state = $2) AND (CAST($3 AS TEXT) IS NULL OR sign = $3)
         AND (CAST($4 AS TEXT) IS NULL OR code = $4) AND (CAST($5 AS TEXT) IS NULL OR name = $5)
         AND (CAST($6 AS BIGINT) IS NULL OR type = $6)",
        args![account, state, sign, code, name, kind],
        |row| row.int(0),
    )?;
    let sql = select!(
        "WHERE account = $1
         AND (CAST($2 AS TEXT) IS NULL OR state = $2) AND (CAST($3 AS TEXT) IS NULL OR sign = $3)
         AND (CAST($4 AS TEXT) IS NULL OR code = $4) AND (CAST($5 AS TEXT) IS NULL OR name = $5)
         AND (CAST($6 AS BIGINT) IS NULL OR type = $6) ORDER BY seq DESC LIMIT $7 OFFSET $8"
    );
    let args = args![account, state, sign, code, name, kind, size, skip];
    Ok((tx.rows(sql, args, read)?, total.unwrap_or_default()))
}

pub(in crate::dysms) fn delete(tx: &mut dyn Tx, account: &str, code: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM dysms_template WHERE account = $1 AND code = $2",
        args![account, code],
    )?;
    super::tags::clear(tx, account, code)
}

/// How many were applied for at this time or later.
pub(in crate::dysms) fn made_since(tx: &mut dyn Tx, account: &str, from: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM dysms_template WHERE account = $1 AND made >= $2";
    Ok(tx.row(sql, args![account, from], |row| row.int(0))?.unwrap_or_default())
}

fn read(row: &Row<'_>) -> Result<Template> {
    Ok(Template {
        code: row.text(0)?,
        seq: row.int(1)?,
        name: row.text(2)?,
        content: row.text(3)?,
        kind: row.int(4)?,
        rule: row.opt_text(5)?,
        sign: row.opt_text(6)?,
        remark: row.text(7)?,
        scene: row.opt_text(8)?,
        intl: row.opt_int(9)?,
        traffic: row.opt_text(10)?,
        state: State::read(&row.text(11)?)?,
        reason: row.opt_text(12)?,
        order_id: row.text(13)?,
        made: row.int(14)?,
        audited: row.opt_int(15)?,
        test: row.flag(16)?,
    })
}
