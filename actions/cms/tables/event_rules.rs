//! Event rules, and until when each is silent about a resource.

use crate::{
    args,
    cms::events::pattern::Pattern,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cms_event_rule (
        account TEXT NOT NULL, name TEXT COLLATE \"C\" NOT NULL, app_group BIGINT, kind TEXT NOT NULL,
        about TEXT NOT NULL, enabled BIGINT NOT NULL, silence BIGINT, patterns TEXT NOT NULL,
        PRIMARY KEY (account, name)
    )";
pub(super) const BY_GROUP: &str =
    "CREATE INDEX cms_event_rule_group ON cms_event_rule (account, app_group)";
pub(super) const SILENCES: &str = "CREATE TABLE cms_event_silence (
        account TEXT NOT NULL, rule TEXT NOT NULL, event TEXT NOT NULL, resource TEXT NOT NULL,
        until BIGINT NOT NULL,
        PRIMARY KEY (account, rule, event, resource),
        FOREIGN KEY (account, rule) REFERENCES cms_event_rule ON DELETE CASCADE
    )";

/// The tally of event rules.
const RULE: &str = "cms_event_rule";

/// An event rule. Its name is its id.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cms) struct EventRule {
    pub(in crate::cms) name: String,
    /// The application group whose resources it is for.
    pub(in crate::cms) group: Option<i64>,
    /// `SYSTEM` or `CUSTOM`.
    pub(in crate::cms) kind: String,
    pub(in crate::cms) about: String,
    pub(in crate::cms) enabled: bool,
    /// Seconds, if the rule was given any.
    pub(in crate::cms) silence: Option<i64>,
    /// The events that it is for are those that fit one of these.
    pub(in crate::cms) patterns: Vec<Pattern>,
}

/// Which rules are listed.
#[derive(Clone, Debug, Default)]
pub(in crate::cms) struct EventRuleFilter {
    /// How the name begins.
    pub(in crate::cms) prefix: Option<String>,
    pub(in crate::cms) group: Option<i64>,
    pub(in crate::cms) enabled: Option<bool>,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT name, app_group, kind, about, enabled, silence, patterns FROM cms_event_rule ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<EventRule> {
    Ok(EventRule {
        name: row.text(0)?,
        group: row.opt_int(1)?,
        kind: row.text(2)?,
        about: row.text(3)?,
        enabled: row.flag(4)?,
        silence: row.opt_int(5)?,
        patterns: serde_json::from_str(&row.text(6)?).map_err(|_| StoreError::Shape)?,
    })
}

/// The rule of this name.
pub(in crate::cms) fn rule(
    tx: &mut dyn Tx,
    account: &str,
    name: &str,
) -> Result<Option<EventRule>> {
    tx.row(select!("WHERE account = $1 AND name = $2"), args![account, name], read)
}

/// The rules that are listed, by name.
pub(in crate::cms) fn list(
    tx: &mut dyn Tx,
    account: &str,
    filter: &EventRuleFilter,
) -> Result<Vec<EventRule>> {
    let mut found = tx.rows(select!("WHERE account = $1 ORDER BY name"), args![account], read)?;
    found.retain(|rule| {
        filter.prefix.as_deref().is_none_or(|prefix| rule.name.starts_with(prefix))
            && filter.group.is_none_or(|group| rule.group == Some(group))
            && filter.enabled.is_none_or(|enabled| rule.enabled == enabled)
    });
    Ok(found)
}

/// Creates a rule, or replaces the one of its name. Its targets are kept.
pub(in crate::cms) fn put(tx: &mut dyn Tx, account: &str, rule: &EventRule) -> Result<()> {
    let patterns = serde_json::to_string(&rule.patterns).map_err(|_| StoreError::Shape)?;
    if self::rule(tx, account, &rule.name)?.is_none() {
        store::tally_add(tx, account, RULE)?;
    }
    tx.execute(
        "INSERT INTO cms_event_rule (account, name, app_group, kind, about, enabled, silence, patterns)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (account, name) DO UPDATE SET app_group = excluded.app_group,
         kind = excluded.kind, about = excluded.about, enabled = excluded.enabled,
         silence = excluded.silence, patterns = excluded.patterns",
        args![
            account,
            &rule.name,
            rule.group,
            &rule.kind,
            &rule.about,
            rule.enabled,
            rule.silence,
            &patterns
        ],
    )?;
    Ok(())
}

/// Enables or disables a rule. Answers whether there is one.
pub(in crate::cms) fn set_enabled(
    tx: &mut dyn Tx,
    account: &str,
    name: &str,
    enabled: bool,
) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE cms_event_rule SET enabled = $1 WHERE account = $2 AND name = $3",
        args![enabled, account, name],
    )?;
    Ok(changed > 0)
}

/// Deletes a rule and its targets. Answers whether there was one.
pub(in crate::cms) fn delete(tx: &mut dyn Tx, account: &str, name: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cms_event_rule WHERE account = $1 AND name = $2",
        args![account, name],
    )?;
    store::tally_sub(tx, account, RULE, gone)?;
    Ok(gone > 0)
}

/// Deletes the rules of an application group.
pub(in crate::cms) fn delete_of_group(tx: &mut dyn Tx, account: &str, group: i64) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM cms_event_rule WHERE account = $1 AND app_group = $2",
        args![account, group],
    )?;
    store::tally_sub(tx, account, RULE, gone)
}

/// Until when a rule is silent about an event of a resource, in milliseconds.
pub(in crate::cms) fn silent_until(
    tx: &mut dyn Tx,
    account: &str,
    rule: &str,
    (event, resource): (&str, &str),
) -> Result<Option<i64>> {
    tx.row(
        "SELECT until FROM cms_event_silence
         WHERE account = $1 AND rule = $2 AND event = $3 AND resource = $4",
        args![account, rule, event, resource],
        |row| row.int(0),
    )
}

/// Silences a rule about an event of a resource, and forgets silences that are over at `now`.
pub(in crate::cms) fn silence(
    tx: &mut dyn Tx,
    account: &str,
    rule: &str,
    (event, resource): (&str, &str),
    (now, until): (i64, i64),
) -> Result<()> {
    tx.execute(
        "DELETE FROM cms_event_silence WHERE account = $1 AND rule = $2 AND until <= $3",
        args![account, rule, now],
    )?;
    tx.execute(
        "INSERT INTO cms_event_silence (account, rule, event, resource, until)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, rule, event, resource) DO UPDATE SET until = excluded.until",
        args![account, rule, event, resource, until],
    )?;
    Ok(())
}
