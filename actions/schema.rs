//! The schema of a database: the steps of the framework's tables and of each product's.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    Creation, PRODUCTS,
    core::{
        resources::{NoResource, TableTitle, title_in},
        secret_columns::{Secrecy, SecretColumns},
    },
    ports::{client_tokens, delivery, due, message_details, outbox},
    shared::{accounts, verification},
};

/// The part of the schema that belongs to no product.
const CORE: &str = "core";

/// Its steps, oldest first. A step, once released, never changes.
pub const CORE_STEPS: &[&str] = &[
    outbox::TABLE,
    "CREATE TABLE tally (
        account TEXT NOT NULL, kind TEXT NOT NULL, held BIGINT NOT NULL, last BIGINT NOT NULL,
        PRIMARY KEY (account, kind)
    )",
    // One row: the sealing key of the world. The server creates it, and a reset keeps it.
    "CREATE TABLE world_secret (id BIGINT NOT NULL PRIMARY KEY, hex TEXT NOT NULL)",
    due::TABLE,
    due::BY_TIME,
    due::BY_SUBJECT,
    // Row 1: the nonces saved when the server stopped. Row 2: another server has started since.
    "CREATE TABLE world_nonces (id BIGINT NOT NULL PRIMARY KEY, saved TEXT NOT NULL)",
    "CREATE TABLE world_nonce_ahead (
        time BIGINT NOT NULL, part BIGINT NOT NULL, hash BIGINT NOT NULL,
        PRIMARY KEY (time, part, hash)
    )",
    accounts::TABLE,
    accounts::BY_PARENT,
    verification::TABLE,
    verification::BY_TOKEN,
    accounts::BY_NAME,
    outbox::WITH_KIND,
    outbox::WITH_CODE,
    outbox::BY_RECIPIENT,
    // One row in the file of a snapshot: of which world it is, when it was saved on the machine's clock and on
    // that world's, and by which version.
    "CREATE TABLE world_snapshot (
        id BIGINT NOT NULL PRIMARY KEY, world TEXT NOT NULL, saved BIGINT NOT NULL, clock BIGINT NOT NULL,
        version TEXT NOT NULL
    )",
    // One row: how often a server has started with this database since it was created.
    "CREATE TABLE world_starts (id BIGINT NOT NULL PRIMARY KEY, starts BIGINT NOT NULL)",
    delivery::STATE,
    delivery::ATTEMPTS,
    delivery::NEXT,
    delivery::LAST_ERROR,
    delivery::AT,
    delivery::KEY,
    delivery::WAITING,
    message_details::RECIPIENT_KEY,
    message_details::RECIPIENT_KEYS,
    message_details::NO_RECIPIENT,
    message_details::BY_RECIPIENT_KEY,
    message_details::TEMPLATE,
    message_details::TAG,
    message_details::STATE,
    message_details::ERR_CODE,
    message_details::DETAILS,
    client_tokens::TABLE,
    client_tokens::BY_TIME,
];

/// The columns of its tables that hold secrets. The address of a message to a chat bot says who may post there, and its link
/// confirms an address.
const CORE_SECRETS: &[SecretColumns] = &[
    SecretColumns::hidden("verification", &["slot", "token"]),
    SecretColumns::hidden("world_secret", &["hex"]),
    SecretColumns::shown("outbox", &["recipient", "recipient_key", "link", "request"]),
];

/// A part of the schema: the tables of the framework, or those of a product.
#[derive(Clone, Copy, Debug)]
pub struct SchemaPart {
    /// `core`, or the id of the product.
    pub name: &'static str,
    /// Its steps, oldest first. A step, once released, never changes. The part may be created when
    /// other parts have rows already: a step that reads rows of `core` must not change what this
    /// version writes there.
    pub steps: &'static [&'static str],
    /// When it is created.
    pub creation: Creation,
}

impl SchemaPart {
    /// Whether one of its steps creates this table.
    #[must_use]
    pub fn creates(&self, table: &str) -> bool {
        self.steps.iter().any(|step| {
            let name = step.trim_start().strip_prefix("CREATE TABLE ");
            name.and_then(|rest| rest.split([' ', '(']).next()) == Some(table)
        })
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its type: `TEXT`, `BIGINT` or `DOUBLE`.
    pub kind: &'static str,
}

/// A table, as the steps of its part make it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// The columns of its primary key, in their order.
    pub key: Vec<&'static str>,
}

impl Table {
    /// The type of a column, if the table has it.
    #[must_use]
    pub fn kind_of(&self, column: &str) -> Option<&'static str> {
        self.columns.iter().find(|it| it.name == column).map(|it| it.kind)
    }

    /// Reads the definitions between the parentheses of `CREATE TABLE`.
    fn of(definitions: &'static str) -> Self {
        let mut table = Self::default();
        for definition in split(definitions) {
            let mut words = definition.split([' ', '\n', '(']).filter(|it| !it.is_empty());
            let (Some(name), Some(kind)) = (words.next(), words.next()) else { continue };
            match name {
                "PRIMARY" => {
                    let names = definition.split(['(', ')']).nth(1).unwrap_or_default();
                    table.key = names.split(',').map(str::trim).collect();
                }
                "UNIQUE" | "FOREIGN" | "CHECK" => {}
                _ => {
                    if definition.contains("PRIMARY KEY") {
                        table.key = vec![name];
                    }
                    table.columns.push(Column { name, kind });
                }
            }
        }
        table
    }
}

/// The definitions that the commas outside of parentheses separate, up to the parenthesis that closes them all.
fn split(definitions: &'static str) -> Vec<&'static str> {
    let (mut all, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in definitions.char_indices() {
        match c {
            '(' => depth += 1,
            ',' | ')' if depth == 0 => {
                all.push(definitions[start..at].trim());
                start = at + 1;
                if c == ')' {
                    break;
                }
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    all
}

/// The part of the schema that has a table, and the table; `None` if no part has it any more.
#[must_use]
pub fn table(name: &str) -> Option<(&'static SchemaPart, Table)> {
    let part = schema().iter().find(|part| part.creates(name))?;
    let mut found = None;
    for step in part.steps {
        let words: Vec<_> =
            step.split([' ', '\n', '(']).filter(|it| !it.is_empty()).take(7).collect();
        match words[..] {
            ["CREATE", "TABLE", of, ..] if of == name => {
                found = step.split_once('(').map(|(_, definitions)| Table::of(definitions));
            }
            ["ALTER", "TABLE", of, "ADD", "COLUMN", column, kind] if of == name => {
                found.get_or_insert_default().columns.push(Column { name: column, kind });
            }
            ["DROP", "TABLE", of, ..] if of == name => found = None,
            _ => {}
        }
    }
    Some((part, found?))
}

/// The tables of [`CORE_STEPS`] that hold no resource.
pub const CORE_NO_RESOURCES: &[NoResource] = &[
    NoResource::shown("outbox", ("Messages", "消息"), "the outbox shows them"),
    NoResource::bookkeeping("tally", "counts that follow from the resources"),
    NoResource::bookkeeping(
        "client_token",
        "answers for calls that are made again with their client token",
    ),
    NoResource::bookkeeping("world_secret", "the key of the seals of the world"),
    NoResource::shown(
        "due",
        ("Due work", "待执行任务"),
        "work of the future, which is shown as such",
    ),
    NoResource::bookkeeping("world_nonces", "nonces of the server"),
    NoResource::bookkeeping("world_nonce_ahead", "nonces of the server"),
    NoResource::bookkeeping("world_snapshot", "where a snapshot comes from"),
    NoResource::bookkeeping("world_starts", "how often a server has started with the state"),
    NoResource::shown(
        "verification",
        ("Links that wait to be opened", "等待打开的链接"),
        "the messages with them show them",
    ),
];

/// What people know the rows of a table by; its own name where nothing else is known. `None` if they only follow from others, or belong to the server.
#[must_use]
pub fn title(table: &str) -> Option<TableTitle> {
    let mut without =
        CORE_NO_RESOURCES.iter().chain(PRODUCTS.iter().flat_map(|it| it.no_resources));
    if let Some(it) = without.find(|it| it.table == table) {
        return it.title.map(TableTitle::from);
    }
    let kinds: Vec<_> = PRODUCTS.iter().flat_map(|it| it.resources).collect();
    let named = || TableTitle { en: table.to_owned(), zh: table.to_owned() };
    Some(title_in(&kinds, table).unwrap_or_else(named))
}

/// Whether a column holds secrets, and what those see of them who look at the state; `None` if it holds none.
#[must_use]
pub fn secrecy(table: &str, column: &str) -> Option<Secrecy> {
    static ALL: LazyLock<HashMap<(&str, &str), Secrecy>> = LazyLock::new(|| {
        let declared = CORE_SECRETS.iter().chain(PRODUCTS.iter().flat_map(|it| it.secrets));
        let columns = |it: &'static SecretColumns| {
            it.columns.iter().map(|column| ((it.table, *column), it.secrecy))
        };
        declared.flat_map(columns).collect()
    });
    ALL.get(&(table, column)).copied()
}

/// All parts of the schema.
#[must_use]
pub fn schema() -> &'static [SchemaPart] {
    static PARTS: LazyLock<Vec<SchemaPart>> = LazyLock::new(|| {
        let products = PRODUCTS.iter().map(|product| SchemaPart {
            name: product.id,
            steps: product.schema,
            creation: product.schema_creation,
        });
        let core = SchemaPart { name: CORE, steps: CORE_STEPS, creation: Creation::AtStart };
        std::iter::once(core).chain(products).collect()
    });
    &PARTS
}
