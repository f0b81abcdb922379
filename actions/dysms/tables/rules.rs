//! The rules by which a test decides what becomes of messages to some numbers.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

// phone is a number, or the beginning of numbers with a star after it. code is what a send is refused with, receipt
// what an accepted message ends with.
pub(super) const TABLE: &str = "CREATE TABLE dysms_rule (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, phone TEXT NOT NULL, code TEXT, message TEXT,
        receipt TEXT, delay BIGINT
    )";

#[derive(Clone, Debug, Default)]
pub(in crate::dysms) struct Rule {
    pub(in crate::dysms) id: i64,
    pub(in crate::dysms) phone: String,
    pub(in crate::dysms) code: Option<String>,
    pub(in crate::dysms) message: Option<String>,
    pub(in crate::dysms) receipt: Option<String>,
    pub(in crate::dysms) delay: Option<i64>,
}

impl Rule {
    /// Whether it is about a number.
    pub(in crate::dysms) fn fits(&self, phone: &str) -> bool {
        match self.phone.strip_suffix('*') {
            Some(start) => phone.starts_with(start),
            None => self.phone == phone,
        }
    }
}

pub(in crate::dysms) fn add(tx: &mut dyn Tx, account: &str, rule: &mut Rule) -> Result<()> {
    rule.id = store::tally_add(tx, "", "dysms_rule")?;
    tx.execute(
        "INSERT INTO dysms_rule (id, account, phone, code, message, receipt, delay)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![rule.id, account, &rule.phone, &rule.code, &rule.message, &rule.receipt, rule.delay],
    )?;
    Ok(())
}

/// The rules of an account, the newest first.
pub(in crate::dysms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Rule>> {
    tx.rows(
        "SELECT id, phone, code, message, receipt, delay FROM dysms_rule WHERE account = $1 ORDER BY id DESC",
        args![account],
        |row: &Row<'_>| {
            Ok(Rule {
                id: row.int(0)?,
                phone: row.text(1)?,
                code: row.opt_text(2)?,
                message: row.opt_text(3)?,
                receipt: row.opt_text(4)?,
                delay: row.opt_int(5)?,
            })
        },
    )
}

/// Deletes all rules of an account, and answers how many.
pub(in crate::dysms) fn clear(tx: &mut dyn Tx, account: &str) -> Result<u64> {
    tx.execute("DELETE FROM dysms_rule WHERE account = $1", args![account])
}
