//! Applications and their tags.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, Tx},
    sae::{applications::application_states::Applications, tables::change_orders::Target},
    shared::states::State,
};

pub(in crate::sae) const TABLE: &str = "CREATE TABLE sae_application (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL,
        number BIGINT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
        description TEXT NOT NULL, package_type TEXT NOT NULL, replicas BIGINT NOT NULL,
        running BIGINT NOT NULL, configuration TEXT NOT NULL, status TEXT NOT NULL,
        deleting BIGINT NOT NULL, last_order TEXT NOT NULL, made BIGINT NOT NULL
    )";
pub(in crate::sae) const BY_NUMBER: &str =
    "CREATE INDEX sae_application_of ON sae_application (account, region, number)";
pub(in crate::sae) const BY_NAME: &str = "CREATE UNIQUE INDEX sae_application_name
    ON sae_application (account, region, namespace, name)";
pub(in crate::sae) const TAG_TABLE: &str = "CREATE TABLE sae_tag (
        app TEXT COLLATE \"C\" NOT NULL REFERENCES sae_application,
        key TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL, PRIMARY KEY (app, key)
    )";

/// What the tally counts.
const APPLICATION: &str = "sae_application";

/// An application.
#[derive(Clone, Debug)]
pub(in crate::sae) struct Application {
    pub(in crate::sae) id: String,
    pub(in crate::sae) region: String,
    /// Ascends in the account; 0 until it is stored.
    pub(in crate::sae) number: i64,
    /// The id of its namespace.
    pub(in crate::sae) namespace: String,
    pub(in crate::sae) name: String,
    /// Empty for none.
    pub(in crate::sae) description: String,
    /// What its last change order that succeeded deployed.
    pub(in crate::sae) deployed: Target,
    /// How many instances run.
    pub(in crate::sae) running: i64,
    pub(in crate::sae) status: State<Applications>,
    /// Whether the change order that deletes it runs.
    pub(in crate::sae) deleting: bool,
    /// The id of its last change order.
    pub(in crate::sae) last_order: String,
    /// Milliseconds on the world's clock.
    pub(in crate::sae) made: i64,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, region, number, namespace, name, description, package_type, replicas, running,
             configuration, status, deleting, last_order, made FROM sae_application ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<Application> {
    Ok(Application {
        id: row.text(0)?,
        region: row.text(1)?,
        number: row.int(2)?,
        namespace: row.text(3)?,
        name: row.text(4)?,
        description: row.text(5)?,
        deployed: Target {
            package_type: row.text(6)?,
            replicas: row.int(7)?,
            configuration: row.text(9)?,
        },
        running: row.int(8)?,
        status: State::read(&row.text(10)?)?,
        deleting: row.flag(11)?,
        last_order: row.text(12)?,
        made: row.int(13)?,
    })
}

/// The application of this id, in any region of the account.
pub(in crate::sae) fn application(
    tx: &mut dyn Tx,
    account: &str,
    id: &str,
) -> Result<Option<Application>> {
    tx.row(select!("WHERE id = $1 AND account = $2"), args![id, account], read)
}

/// Whether an application of any account has this id.
pub(in crate::sae) fn is_id(tx: &mut dyn Tx, id: &str) -> Result<bool> {
    let found =
        tx.row("SELECT CAST(1 AS BIGINT) FROM sae_application WHERE id = $1", args![id], |row| {
            row.int(0)
        })?;
    Ok(found.is_some())
}

/// The applications of a region, newest first.
pub(in crate::sae) fn all(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
) -> Result<Vec<Application>> {
    tx.rows(
        select!("WHERE account = $1 AND region = $2 ORDER BY number DESC"),
        args![account, region],
        read,
    )
}

/// How many applications a namespace has.
pub(in crate::sae) fn count_in(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    namespace: &str,
) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM sae_application
         WHERE account = $1 AND region = $2 AND namespace = $3",
        args![account, region, namespace],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// Whether a namespace has an application of this name.
pub(in crate::sae) fn has_name(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    (namespace, name): (&str, &str),
) -> Result<bool> {
    let found = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM sae_application
         WHERE account = $1 AND region = $2 AND namespace = $3 AND name = $4",
        args![account, region, namespace, name],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// Adds an application, and gives it its number.
pub(in crate::sae) fn add(tx: &mut dyn Tx, account: &str, app: &mut Application) -> Result<()> {
    app.number = store::tally_add(tx, account, APPLICATION)?;
    put(tx, account, app)
}

/// Writes an application: a new one, or what may change of one that there is.
pub(in crate::sae) fn put(tx: &mut dyn Tx, account: &str, app: &Application) -> Result<()> {
    tx.execute(
        "INSERT INTO sae_application (id, account, region, number, namespace, name, description,
         package_type, replicas, running, configuration, status, deleting, last_order, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (id) DO UPDATE SET description = excluded.description,
         package_type = excluded.package_type, replicas = excluded.replicas,
         running = excluded.running, configuration = excluded.configuration,
         status = excluded.status, deleting = excluded.deleting, last_order = excluded.last_order",
        args![
            &app.id,
            account,
            &app.region,
            app.number,
            &app.namespace,
            &app.name,
            &app.description,
            &app.deployed.package_type,
            app.deployed.replicas,
            app.running,
            Secret(&app.deployed.configuration),
            app.status.as_str(),
            app.deleting,
            &app.last_order,
            app.made,
        ],
    )?;
    Ok(())
}

/// Deletes an application and its tags.
pub(in crate::sae) fn delete(tx: &mut dyn Tx, account: &str, id: &str) -> Result<()> {
    tx.execute("DELETE FROM sae_tag WHERE app = $1", args![id])?;
    let gone = tx.execute(
        "DELETE FROM sae_application WHERE id = $1 AND account = $2",
        args![id, account],
    )?;
    store::tally_sub(tx, account, APPLICATION, gone)
}

/// The tags of an application, each a key and a value, by key.
pub(in crate::sae) fn tags(tx: &mut dyn Tx, app: &str) -> Result<Vec<(String, String)>> {
    tx.rows("SELECT key, value FROM sae_tag WHERE app = $1 ORDER BY key", args![app], |row| {
        Ok((row.text(0)?, row.text(1)?))
    })
}

/// Gives an application a tag, or the tag another value.
pub(in crate::sae) fn put_tag(tx: &mut dyn Tx, app: &str, key: &str, value: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO sae_tag (app, key, value) VALUES ($1, $2, $3)
         ON CONFLICT (app, key) DO UPDATE SET value = excluded.value",
        args![app, key, value],
    )?;
    Ok(())
}

/// Takes a tag from an application; all of them without a key.
pub(in crate::sae) fn delete_tag(tx: &mut dyn Tx, app: &str, key: Option<&str>) -> Result<()> {
    tx.execute(
        "DELETE FROM sae_tag WHERE app = $1 AND (CAST($2 AS TEXT) IS NULL OR key = $2)",
        args![app, key],
    )?;
    Ok(())
}
