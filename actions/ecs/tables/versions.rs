//! The versions of launch templates.

use serde_json::{Map, Value};

use crate::{
    args,
    ports::store::{Result, Row, StoreError, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE ecs_template_version (
        account TEXT NOT NULL, template TEXT NOT NULL, number BIGINT NOT NULL, description TEXT NOT NULL,
        made BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (account, template, number)
    )";

/// A version.
#[derive(Clone, Debug)]
pub(in crate::ecs) struct Version {
    pub(in crate::ecs) number: i64,
    pub(in crate::ecs) description: String,
    pub(in crate::ecs) made: i64,
    /// What was given, by the names of parameters.
    pub(in crate::ecs) body: Map<String, Value>,
}

fn read(row: &Row<'_>) -> Result<Version> {
    Ok(Version {
        number: row.int(0)?,
        description: row.text(1)?,
        made: row.int(2)?,
        body: serde_json::from_str(&row.text(3)?).map_err(|_| StoreError::Shape)?,
    })
}

/// Adds a version of a template.
pub(in crate::ecs) fn add(
    tx: &mut dyn Tx,
    account: &str,
    template: &str,
    it: &Version,
) -> Result<()> {
    let body = serde_json::to_string(&it.body).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO ecs_template_version (account, template, number, description, made, body)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![account, template, it.number, &it.description, it.made, body],
    )?;
    Ok(())
}

/// The versions of a template, the newest first.
pub(in crate::ecs) fn of(tx: &mut dyn Tx, account: &str, template: &str) -> Result<Vec<Version>> {
    tx.rows(
        "SELECT number, description, made, body FROM ecs_template_version
         WHERE account = $1 AND template = $2 ORDER BY number DESC",
        args![account, template],
        read,
    )
}

/// Deletes a version of a template, or all.
pub(in crate::ecs) fn delete(
    tx: &mut dyn Tx,
    account: &str,
    template: &str,
    number: Option<i64>,
) -> Result<()> {
    tx.execute(
        "DELETE FROM ecs_template_version WHERE account = $1 AND template = $2
         AND (CAST($3 AS BIGINT) IS NULL OR number = $3)",
        args![account, template, number],
    )?;
    Ok(())
}
