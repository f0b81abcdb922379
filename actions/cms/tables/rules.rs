//! Alert rules on metrics.

use crate::{
    args,
    cms::rules::rule::Rule,
    ports::store::{self, Result, Row, Secret, StoreError, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

pub(in crate::cms) const TABLE: &str = "CREATE TABLE cms_rule (
        account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
        namespace TEXT NOT NULL, metric TEXT NOT NULL, app_group BIGINT, enabled BIGINT NOT NULL,
        state TEXT NOT NULL, settings TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, id)
    )";
pub(in crate::cms) const BY_SEQ: &str =
    "CREATE UNIQUE INDEX cms_rule_seq ON cms_rule (account, seq)";
pub(in crate::cms) const BY_METRIC: &str =
    "CREATE INDEX cms_rule_metric ON cms_rule (account, namespace, metric, enabled)";
pub(in crate::cms) const BY_GROUP: &str =
    "CREATE INDEX cms_rule_group ON cms_rule (account, app_group)";

/// What the tally counts: the rules of an account.
const RULE: &str = "cms_rule";

macro_rules! select {
    ($($end:literal),+) => {
        concat!(
            "SELECT seq, id, name, namespace, metric, app_group, enabled, state, settings, made, changed
             FROM cms_rule ",
            $($end),+
        )
    };
}

fn read(row: &Row<'_>) -> Result<Rule> {
    Ok(Rule {
        seq: row.int(0)?,
        id: row.text(1)?,
        name: row.text(2)?,
        namespace: row.text(3)?,
        metric: row.text(4)?,
        group: row.opt_int(5)?,
        enabled: row.flag(6)?,
        state: row.text(7)?,
        settings: serde_json::from_str(&row.text(8)?).map_err(|_| StoreError::Shape)?,
        made: row.int(9)?,
        changed: row.int(10)?,
    })
}

/// The rule of this id.
pub(in crate::cms) fn rule(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Option<Rule>> {
    tx.row(select!("WHERE account = $1 AND id = $2"), args![account, id], read)
}

/// Which rules a list shows: those that have each value that is given.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::cms) struct RuleFilter<'a> {
    pub(in crate::cms) namespace: Option<&'a str>,
    pub(in crate::cms) metric: Option<&'a str>,
    pub(in crate::cms) enabled: Option<bool>,
    pub(in crate::cms) state: Option<&'a str>,
    pub(in crate::cms) group: Option<i64>,
}

impl RuleFilter<'_> {
    /// Whether it shows every rule.
    fn is_none(&self) -> bool {
        self.namespace.is_none()
            && self.metric.is_none()
            && self.enabled.is_none()
            && self.state.is_none()
            && self.group.is_none()
    }

    /// Whether it shows this rule.
    pub(in crate::cms) fn shows(&self, rule: &Rule) -> bool {
        self.namespace.is_none_or(|it| it == rule.namespace)
            && self.metric.is_none_or(|it| it == rule.metric)
            && self.enabled.is_none_or(|it| it == rule.enabled)
            && self.state.is_none_or(|it| it == rule.state)
            && self.group.is_none_or(|it| Some(it) == rule.group)
    }
}

const LIST: FilteredList = filtered!(
    select,
    "cms_rule ",
    "WHERE account = $1 AND (CAST($2 AS TEXT) IS NULL OR namespace = $2)
     AND (CAST($3 AS TEXT) IS NULL OR metric = $3) AND (CAST($4 AS BIGINT) IS NULL OR enabled = $4)
     AND (CAST($5 AS TEXT) IS NULL OR state = $5)
     AND (CAST($6 AS BIGINT) IS NULL OR app_group = $6)",
    " ORDER BY seq DESC LIMIT $7 OFFSET $8"
);

/// One page of the rules that the filter shows, newest first, and how many it shows.
pub(in crate::cms) fn list(
    tx: &mut dyn Tx,
    account: &str,
    filter: &RuleFilter<'_>,
    page: Page,
) -> Result<(Vec<Rule>, i64)> {
    if !filter.is_none() {
        let RuleFilter { namespace, metric, enabled, state, group } = *filter;
        let args = args![account, namespace, metric, enabled, state, group];
        return LIST.list(tx, args, None, page, read);
    }
    let (held, last) = store::tally_and_last(tx, account, RULE)?;
    let (first, skip) = page.start(held, last);
    let found = tx.rows(
        select!("WHERE account = $1 AND seq <= $2 ORDER BY seq DESC LIMIT $3 OFFSET $4"),
        args![account, first, page.size, skip],
        read,
    )?;
    Ok((found, held))
}

/// How many rules of a namespace and a metric, where they are given, are in each state: whether they are
/// enabled, the state, the number.
pub(in crate::cms) fn counts(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (Option<&str>, Option<&str>),
) -> Result<Vec<(bool, String, i64)>> {
    tx.rows(
        "SELECT enabled, state, COUNT(*) FROM cms_rule
         WHERE account = $1 AND (CAST($2 AS TEXT) IS NULL OR namespace = $2)
         AND (CAST($3 AS TEXT) IS NULL OR metric = $3) GROUP BY enabled, state
         ORDER BY enabled, state COLLATE \"C\"",
        args![account, namespace, metric],
        |row| Ok((row.flag(0)?, row.text(1)?, row.int(2)?)),
    )
}

/// The rules of a metric that are enabled, oldest first.
pub(in crate::cms) fn of_metric(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
) -> Result<Vec<Rule>> {
    tx.rows(
        select!(
            "WHERE account = $1 AND namespace = $2 AND metric = $3 AND enabled = 1 ORDER BY seq"
        ),
        args![account, namespace, metric],
        read,
    )
}

/// The ids of the rules of an application group.
pub(in crate::cms) fn of_group(tx: &mut dyn Tx, account: &str, group: i64) -> Result<Vec<String>> {
    tx.rows(
        "SELECT id FROM cms_rule WHERE account = $1 AND app_group = $2 ORDER BY seq",
        args![account, group],
        |row| row.text(0),
    )
}

/// Whether a metric has a rule that is enabled.
pub(in crate::cms) fn any_of_metric(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
) -> Result<bool> {
    let found = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM cms_rule
         WHERE account = $1 AND namespace = $2 AND metric = $3 AND enabled = 1 LIMIT 1",
        args![account, namespace, metric],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Writes a rule: a new one is given its number; of one that there is all is replaced but that and `made`.
pub(in crate::cms) fn put(tx: &mut dyn Tx, account: &str, rule: &mut Rule) -> Result<()> {
    if rule.seq == 0 {
        rule.seq = store::tally_add(tx, account, RULE)?;
    }
    let settings = serde_json::to_string(&rule.settings).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cms_rule (account, seq, id, name, namespace, metric, app_group, enabled, state,
         settings, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name,
         namespace = excluded.namespace, metric = excluded.metric,
         app_group = excluded.app_group, enabled = excluded.enabled, state = excluded.state,
         settings = excluded.settings, changed = excluded.changed",
        args![
            account,
            rule.seq,
            &rule.id,
            &rule.name,
            &rule.namespace,
            &rule.metric,
            rule.group,
            rule.enabled,
            &rule.state,
            Secret(&settings),
            rule.made,
            rule.changed
        ],
    )?;
    Ok(())
}

/// Writes the state of a rule.
pub(in crate::cms) fn set_state(
    tx: &mut dyn Tx,
    account: &str,
    id: &str,
    state: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE cms_rule SET state = $1 WHERE account = $2 AND id = $3",
        args![state, account, id],
    )?;
    Ok(())
}

/// Enables a rule, or disables it.
pub(in crate::cms) fn set_enabled(
    tx: &mut dyn Tx,
    account: &str,
    id: &str,
    (enabled, now): (bool, i64),
) -> Result<()> {
    tx.execute(
        "UPDATE cms_rule SET enabled = $1, changed = $2 WHERE account = $3 AND id = $4",
        args![enabled, now, account, id],
    )?;
    Ok(())
}

/// Deletes a rule with its targets. Answers whether there was one.
pub(in crate::cms) fn delete(tx: &mut dyn Tx, account: &str, id: &str) -> Result<bool> {
    let gone =
        tx.execute("DELETE FROM cms_rule WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, RULE, gone)?;
    Ok(gone > 0)
}

/// Deletes the rules of an application group.
pub(in crate::cms) fn delete_of_group(tx: &mut dyn Tx, account: &str, group: i64) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM cms_rule WHERE account = $1 AND app_group = $2",
        args![account, group],
    )?;
    store::tally_sub(tx, account, RULE, gone)
}
