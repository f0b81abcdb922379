//! The tags of templates.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE dysms_tag (
        account TEXT NOT NULL, template TEXT COLLATE \"C\" NOT NULL, name TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (account, template, name)
    )";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::dysms) struct Tag {
    pub(in crate::dysms) template: String,
    pub(in crate::dysms) name: String,
    pub(in crate::dysms) value: String,
}

/// Sets a tag of a template; one of that name is replaced.
pub(in crate::dysms) fn put(tx: &mut dyn Tx, account: &str, tag: &Tag) -> Result<()> {
    tx.execute(
        "INSERT INTO dysms_tag (account, template, name, value) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, template, name) DO UPDATE SET value = excluded.value",
        args![account, &tag.template, &tag.name, &tag.value],
    )?;
    Ok(())
}

pub(in crate::dysms) fn delete(
    tx: &mut dyn Tx,
    account: &str,
    template: &str,
    name: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM dysms_tag WHERE account = $1 AND template = $2 AND name = $3",
        args![account, template, name],
    )?;
    Ok(())
}

/// Deletes all tags of a template.
pub(in crate::dysms) fn clear(tx: &mut dyn Tx, account: &str, template: &str) -> Result<()> {
    let sql = "DELETE FROM dysms_tag WHERE account = $1 AND template = $2";
    tx.execute(sql, args![account, template])?;
    Ok(())
}

/// The tags of a template, by name.
pub(in crate::dysms) fn of(tx: &mut dyn Tx, account: &str, template: &str) -> Result<Vec<Tag>> {
    let sql = "SELECT template, name, value FROM dysms_tag WHERE account = $1 AND template = $2 ORDER BY name";
    tx.rows(sql, args![account, template], read)
}

/// All tags of an account, by template and name.
pub(in crate::dysms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Tag>> {
    let sql =
        "SELECT template, name, value FROM dysms_tag WHERE account = $1 ORDER BY template, name";
    tx.rows(sql, args![account], read)
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { template: row.text(0)?, name: row.text(1)?, value: row.text(2)? })
}
