//! The rules by which a test decides what becomes of messages to some numbers.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

// phone is a number, or the beginning of numbers with a star after it. code is what a send is refused with, receipt
// what an accepted message ends with, delay after how long it does, answer_delay how long the caller waits. It is spent once it was
// used as often as times says, if that says anything.
pub(super) const TABLE: &str = "CREATE TABLE dysms_rule (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, phone TEXT NOT NULL, code TEXT, message TEXT,
        receipt TEXT, delay BIGINT, answer_delay BIGINT, times BIGINT, used BIGINT NOT NULL
    )";

#[derive(Clone, Debug, Default)]
pub(in crate::dysms) struct Rule {
    pub(in crate::dysms) id: i64,
    pub(in crate::dysms) phone: String,
    pub(in crate::dysms) code: Option<String>,
    pub(in crate::dysms) message: Option<String>,
    pub(in crate::dysms) receipt: Option<String>,
    pub(in crate::dysms) delay: Option<i64>,
    pub(in crate::dysms) answer_delay: Option<i64>,
    pub(in crate::dysms) times: Option<i64>,
    pub(in crate::dysms) used: i64,
}

impl Rule {
    /// Whether it is about a number, and not spent.
    pub(in crate::dysms) fn fits(&self, phone: &str) -> bool {
        if self.times.is_some_and(|times| self.used >= times) {
            return false;
        }
        match self.phone.strip_suffix('*') {
            Some(start) => phone.starts_with(start),
            None => self.phone == phone,
        }
    }
}

pub(in crate::dysms) fn add(tx: &mut dyn Tx, account: &str, rule: &mut Rule) -> Result<()> {
    rule.id = store::tally_add(tx, "", "dysms_rule")?;
    tx.execute(
        "INSERT INTO dysms_rule (id, account, phone, code, message, receipt, delay, answer_delay, times, used)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            rule.id,
            account,
            &rule.phone,
            &rule.code,
            &rule.message,
            &rule.receipt,
            rule.delay,
            rule.answer_delay,
            rule.times,
            rule.used
        ],
    )?;
    Ok(())
}

/// Counts that a rule was used once more.
pub(in crate::dysms) fn use_up(tx: &mut dyn Tx, rule: &mut Rule) -> Result<()> {
    rule.used += 1;
    tx.execute("UPDATE dysms_rule SET used = $1 WHERE id = $2", args![rule.used, rule.id])?;
    Ok(())
}

/// The rules of an account, the newest first.
pub(in crate::dysms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Rule>> {
    tx.rows(
        "SELECT id, phone, code, message, receipt, delay, answer_delay, times, used FROM dysms_rule WHERE account = $1 ORDER BY id DESC",
        args![account],
        |row: &Row<'_>| {
            Ok(Rule {
                id: row.int(0)?,
                phone: row.text(1)?,
                code: row.opt_text(2)?,
                message: row.opt_text(3)?,
                receipt: row.opt_text(4)?,
                delay: row.opt_int(5)?,
                answer_delay: row.opt_int(6)?,
                times: row.opt_int(7)?,
                used: row.int(8)?,
            })
        },
    )
}

/// Deletes all rules of an account, and answers how many.
pub(in crate::dysms) fn clear(tx: &mut dyn Tx, account: &str) -> Result<u64> {
    tx.execute("DELETE FROM dysms_rule WHERE account = $1", args![account])
}
