//! Push targets of alert rules.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(in crate::cms) const TABLE: &str = "CREATE TABLE cms_rule_target (
        account TEXT NOT NULL, rule TEXT NOT NULL, id TEXT NOT NULL, place BIGINT NOT NULL,
        arn TEXT NOT NULL, level TEXT, params TEXT,
        PRIMARY KEY (account, rule, id),
        FOREIGN KEY (account, rule) REFERENCES cms_rule ON DELETE CASCADE
    )";

/// A resource of another product to which the alerts of a rule are pushed.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cms) struct Target {
    /// `Id`, which the caller gives it; unique in its rule.
    pub(in crate::cms) id: String,
    pub(in crate::cms) arn: String,
    /// The level of the alerts that are pushed, as it was sent; all levels if there is none.
    pub(in crate::cms) level: Option<String>,
    /// What is added to the alert: a JSON object, as it was sent.
    pub(in crate::cms) params: Option<String>,
}

/// The targets of a rule, in the order in which they were added.
pub(in crate::cms) fn targets(tx: &mut dyn Tx, account: &str, rule: &str) -> Result<Vec<Target>> {
    tx.rows(
        "SELECT id, arn, level, params FROM cms_rule_target
         WHERE account = $1 AND rule = $2 ORDER BY place",
        args![account, rule],
        |row| {
            Ok(Target {
                id: row.text(0)?,
                arn: row.text(1)?,
                level: row.opt_text(2)?,
                params: row.opt_text(3)?,
            })
        },
    )
}

/// Adds a target, or replaces the one of its id, which keeps its place.
pub(in crate::cms) fn put_target(
    tx: &mut dyn Tx,
    account: &str,
    rule: &str,
    target: &Target,
) -> Result<()> {
    let last = tx.row(
        "SELECT COALESCE(MAX(place), 0) FROM cms_rule_target WHERE account = $1 AND rule = $2",
        args![account, rule],
        |row| row.int(0),
    )?;
    tx.execute(
        "INSERT INTO cms_rule_target (account, rule, id, place, arn, level, params)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account, rule, id) DO UPDATE SET arn = excluded.arn,
         level = excluded.level, params = excluded.params",
        args![
            account,
            rule,
            &target.id,
            last.unwrap_or(0) + 1,
            &target.arn,
            &target.level,
            &target.params
        ],
    )?;
    Ok(())
}

/// Deletes a target. Answers whether there was one.
pub(in crate::cms) fn delete_target(
    tx: &mut dyn Tx,
    account: &str,
    rule: &str,
    id: &str,
) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cms_rule_target WHERE account = $1 AND rule = $2 AND id = $3",
        args![account, rule, id],
    )?;
    Ok(gone > 0)
}
