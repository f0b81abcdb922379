//! What the kinds of resources have alike: the columns that calls look for, and a document with the rest.

use serde_json::{Map, Value};

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
};

/// A kind of resource: its table and the statements on it.
pub(in crate::ecs) struct Kind {
    /// Its table, and what the tally counts it as.
    pub(in crate::ecs) name: &'static str,
    /// What the tally counts those of a region as.
    regional: &'static str,
    pub(super) table: &'static str,
    pub(super) by_seq: &'static str,
    pub(super) by_name: &'static str,
    pub(super) by_holder: &'static str,
    pub(super) by_network: &'static str,
    pub(super) by_subnet: &'static str,
    insert: &'static str,
    update: &'static str,
    delete: &'static str,
    one: &'static str,
    named: &'static str,
    held: &'static str,
    in_network: &'static str,
    in_subnet: &'static str,
    page: &'static str,
    order: &'static str,
    all: &'static str,
}

macro_rules! select {
    ($table:literal, $rest:literal) => {
        concat!(
            "SELECT id, seq, region, name, zone, holder, network, subnet, state, course, made, resource_group, body FROM ",
            $table,
            $rest
        )
    };
}

macro_rules! kind {
    ($table:literal) => {
        Kind {
            name: $table,
            regional: concat!($table, "_in_region"),
            table: concat!(
                "CREATE TABLE ",
                $table,
                " (account TEXT NOT NULL, id TEXT NOT NULL, seq BIGINT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
                   zone TEXT NOT NULL, holder TEXT NOT NULL, network TEXT NOT NULL, subnet TEXT NOT NULL,
                   state TEXT NOT NULL, course TEXT NOT NULL, made BIGINT NOT NULL, resource_group TEXT NOT NULL,
                   body TEXT NOT NULL, PRIMARY KEY (account, id))"
            ),
            by_seq: concat!("CREATE UNIQUE INDEX ", $table, "_seq ON ", $table, " (account, region, seq)"),
            by_name: concat!("CREATE INDEX ", $table, "_name ON ", $table, " (account, region, name)"),
            by_holder: concat!("CREATE INDEX ", $table, "_holder ON ", $table, " (account, holder)"),
            by_network: concat!("CREATE INDEX ", $table, "_network ON ", $table, " (account, network)"),
            by_subnet: concat!("CREATE INDEX ", $table, "_subnet ON ", $table, " (account, subnet)"),
            insert: concat!(
                "INSERT INTO ",
                $table,
                " (account, id, seq, region, name, zone, holder, network, subnet, state, course, made, resource_group, body)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
            ),
            update: concat!(
                "UPDATE ",
                $table,
                " SET name = $1, zone = $2, holder = $3, network = $4, subnet = $5, state = $6, course = $7,
                  resource_group = $8, body = $9 WHERE account = $10 AND id = $11"
            ),
            delete: concat!("DELETE FROM ", $table, " WHERE account = $1 AND id = $2"),
            one: select!($table, " WHERE account = $1 AND id = $2"),
            named: select!($table, " WHERE account = $1 AND region = $2 AND name = $3 ORDER BY seq DESC"),
            held: select!($table, " WHERE account = $1 AND holder = $2 ORDER BY seq DESC"),
            in_network: select!($table, " WHERE account = $1 AND network = $2 ORDER BY seq DESC"),
            in_subnet: select!($table, " WHERE account = $1 AND subnet = $2 ORDER BY seq DESC"),
            page: select!(
                $table,
                " WHERE account = $1 AND region = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4 OFFSET $5"
            ),
            order: concat!(
                "SELECT id, seq FROM ",
                $table,
                " WHERE account = $1 AND region = $2 ORDER BY seq DESC"
            ),
            all: select!($table, " WHERE account = $1 ORDER BY region COLLATE \"C\", seq DESC"),
        }
    };
}

pub(in crate::ecs) const INSTANCE: Kind = kind!("ecs_instance");
pub(in crate::ecs) const DISK: Kind = kind!("ecs_disk");
pub(in crate::ecs) const SNAPSHOT: Kind = kind!("ecs_snapshot");
pub(in crate::ecs) const IMAGE: Kind = kind!("ecs_image");
pub(in crate::ecs) const GROUP: Kind = kind!("ecs_group");
pub(in crate::ecs) const INTERFACE: Kind = kind!("ecs_interface");
pub(in crate::ecs) const KEY_PAIR: Kind = kind!("ecs_key_pair");
pub(in crate::ecs) const TEMPLATE: Kind = kind!("ecs_template");

/// A resource.
#[derive(Clone, Debug, Default)]
pub(in crate::ecs) struct Resource {
    pub(in crate::ecs) id: String,
    /// Its number among those of its account; later ones have greater numbers.
    pub(in crate::ecs) seq: i64,
    pub(in crate::ecs) region: String,
    pub(in crate::ecs) name: String,
    pub(in crate::ecs) zone: String,
    /// The instance that a disk or an interface is attached to, the disk of a snapshot, the image that one was copied from; empty for
    /// none.
    pub(in crate::ecs) holder: String,
    /// Its VPC, or empty.
    pub(in crate::ecs) network: String,
    /// Its vSwitch, or empty.
    pub(in crate::ecs) subnet: String,
    /// Its state once its course is over.
    pub(in crate::ecs) state: String,
    /// The states that it goes through, each with `@` and the time at which it leaves it, separated by spaces.
    pub(in crate::ecs) course: String,
    pub(in crate::ecs) made: i64,
    /// The id of its resource group; empty for the default one.
    pub(in crate::ecs) group: String,
    /// The rest, by the names of answers.
    pub(in crate::ecs) body: Map<String, Value>,
}

impl Resource {
    /// The text of this name; empty if it has none.
    pub(in crate::ecs) fn text(&self, name: &str) -> &str {
        self.body.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The number of this name; 0 if it has none.
    pub(in crate::ecs) fn int(&self, name: &str) -> i64 {
        self.body.get(name).and_then(Value::as_i64).unwrap_or_default()
    }

    /// Whether what has this name is true.
    pub(in crate::ecs) fn flag(&self, name: &str) -> bool {
        self.body.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The texts of the list of this name.
    pub(in crate::ecs) fn texts(&self, name: &str) -> Vec<String> {
        let all = self.body.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        all.iter().filter_map(|it| Some(it.as_str()?.to_owned())).collect()
    }

    /// Sets what has this name.
    pub(in crate::ecs) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.body.insert(name.to_owned(), value.into());
    }
}

fn read(row: &Row<'_>) -> Result<Resource> {
    Ok(Resource {
        id: row.text(0)?,
        seq: row.int(1)?,
        region: row.text(2)?,
        name: row.text(3)?,
        zone: row.text(4)?,
        holder: row.text(5)?,
        network: row.text(6)?,
        subnet: row.text(7)?,
        state: row.text(8)?,
        course: row.text(9)?,
        made: row.int(10)?,
        group: row.text(11)?,
        body: serde_json::from_str(&row.text(12)?).map_err(|_| StoreError::Shape)?,
    })
}

fn document(it: &Resource) -> Result<String> {
    serde_json::to_string(&it.body).map_err(|_| StoreError::Shape)
}

/// What the tally counts the resources of a region by.
fn in_region(account: &str, region: &str) -> String {
    format!("{account}/{region}")
}

/// Adds a resource, and numbers it.
pub(in crate::ecs) fn add(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    it: &mut Resource,
) -> Result<()> {
    it.seq = store::tally_add(tx, account, kind.name)?;
    store::tally_add(tx, &in_region(account, &it.region), kind.regional)?;
    let body = document(it)?;
    tx.execute(
        kind.insert,
        args![
            account,
            &it.id,
            it.seq,
            &it.region,
            &it.name,
            &it.zone,
            &it.holder,
            &it.network,
            &it.subnet,
            &it.state,
            &it.course,
            it.made,
            &it.group,
            body
        ],
    )?;
    Ok(())
}

/// Writes a resource that is there.
pub(in crate::ecs) fn put(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    it: &Resource,
) -> Result<()> {
    let body = document(it)?;
    tx.execute(
        kind.update,
        args![
            &it.name,
            &it.zone,
            &it.holder,
            &it.network,
            &it.subnet,
            &it.state,
            &it.course,
            &it.group,
            body,
            account,
            &it.id
        ],
    )?;
    Ok(())
}

/// Deletes a resource.
pub(in crate::ecs) fn delete(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    it: &Resource,
) -> Result<()> {
    let gone = tx.execute(kind.delete, args![account, &it.id])?;
    store::tally_sub(tx, account, kind.name, gone)?;
    store::tally_sub(tx, &in_region(account, &it.region), kind.regional, gone)
}

/// The resource of this id, wherever it is.
pub(in crate::ecs) fn one(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    id: &str,
) -> Result<Option<Resource>> {
    tx.row(kind.one, args![account, id], read)
}

/// Those of a region with this name, the newest first.
pub(in crate::ecs) fn named(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    (region, name): (&str, &str),
) -> Result<Vec<Resource>> {
    tx.rows(kind.named, args![account, region, name], read)
}

/// Those that have this holder, the newest first.
pub(in crate::ecs) fn held(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    holder: &str,
) -> Result<Vec<Resource>> {
    tx.rows(kind.held, args![account, holder], read)
}

/// Those in this VPC, the newest first.
pub(in crate::ecs) fn in_network(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    network: &str,
) -> Result<Vec<Resource>> {
    tx.rows(kind.in_network, args![account, network], read)
}

/// Those in this vSwitch, the newest first.
pub(in crate::ecs) fn in_subnet(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    subnet: &str,
) -> Result<Vec<Resource>> {
    tx.rows(kind.in_subnet, args![account, subnet], read)
}

/// Those of a region with a number below `before`, the newest first: at most `limit` after the first `skip`.
pub(in crate::ecs) fn page(
    tx: &mut dyn Tx,
    kind: &Kind,
    (account, region): (&str, &str),
    (before, limit, skip): (i64, i64, i64),
) -> Result<Vec<Resource>> {
    tx.rows(kind.page, args![account, region, before, limit, skip], read)
}

/// All of a region, the newest first.
pub(in crate::ecs) fn of_region(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    region: &str,
) -> Result<Vec<Resource>> {
    page(tx, kind, (account, region), (i64::MAX, i64::MAX, 0))
}

/// The ids of all of a region with their numbers, the newest first.
pub(in crate::ecs) fn order(
    tx: &mut dyn Tx,
    kind: &Kind,
    (account, region): (&str, &str),
) -> Result<Vec<(String, i64)>> {
    tx.rows(kind.order, args![account, region], |row| Ok((row.text(0)?, row.int(1)?)))
}

/// All of an account, by region, the newest first.
pub(in crate::ecs) fn all(tx: &mut dyn Tx, kind: &Kind, account: &str) -> Result<Vec<Resource>> {
    tx.rows(kind.all, args![account], read)
}

/// How many a region has.
pub(in crate::ecs) fn count(
    tx: &mut dyn Tx,
    kind: &Kind,
    account: &str,
    region: &str,
) -> Result<i64> {
    store::tally(tx, &in_region(account, region), kind.regional)
}
