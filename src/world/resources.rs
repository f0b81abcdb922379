//! The resources of a world as its tables hold them: the kinds that the products declare
//! ([`ResourceTable`]), with the statements that read them.
//!
//! Columns and keys come from the steps of the schema, what is secret from `secrets.rs`. A page follows the primary
//! key; a search reads its rows in slices, each a read of its own, so a call never waits for more than one.

use std::sync::LazyLock;

use actions::{
    Creation, PRODUCTS, Product, SchemaPart, Table,
    core::resources::{NamedInList, Pairs, Relation, ResourceTable, RowOwner},
    table,
};

mod details;
mod list;
mod row;
mod sql;

use self::sql::{equal, fixed, named_columns, owner, prefixed, within};
pub use crate::world::resources::{
    details::{Details, Found, Related, details},
    list::{Item, Page, Query, count, list},
};

/// A kind of resource, ready to be read.
#[derive(Debug)]
pub struct Kind {
    /// The product that has it.
    pub product: &'static Product,
    /// What the product declares of it.
    pub declared: &'static ResourceTable,
    part: &'static SchemaPart,
    table: Table,
    /// Reads a page of all accounts: the first, and those after a key.
    all: Pages,
    /// Reads a page of one account.
    of_account: Pages,
    count: &'static str,
    count_of_account: &'static str,
    one: &'static str,
    one_of_account: &'static str,
    parts: Vec<PartRows>,
    related: Vec<RelatedRows>,
    listed: Vec<ListedRows>,
}

/// The statements that read pages in the order of the key.
#[derive(Debug)]
struct Pages {
    first: &'static str,
    after: &'static str,
    /// The columns of the key that `after` compares, by their place in the key.
    compared: Vec<usize>,
}

/// How the rows of a part are read.
#[derive(Debug)]
struct PartRows {
    name: &'static str,
    table: &'static str,
    part: &'static SchemaPart,
    columns: Vec<&'static str>,
    times: &'static [&'static str],
    statement: &'static str,
    /// The columns of the resource whose values are the arguments.
    by: Vec<&'static str>,
}

/// How related resources are read.
#[derive(Debug)]
struct RelatedRows {
    name: &'static str,
    to: usize,
    parts: Vec<&'static SchemaPart>,
    statement: &'static str,
    by: Vec<&'static str>,
}

/// How resources are read that a column lists.
#[derive(Debug)]
struct ListedRows {
    declared: &'static NamedInList,
    to: usize,
    statement: &'static str,
}

/// How many rows of a part, and how many resources of a relation, are shown.
const MOST_SHOWN: usize = 50;

/// Every kind, in the order of the products.
#[must_use]
pub fn kinds() -> &'static [Kind] {
    static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
        let declared = PRODUCTS.iter().flat_map(|it| it.resources.iter().map(move |of| (*it, of)));
        let bare: Vec<Bare> = declared.filter_map(|(product, of)| Bare::of(product, of)).collect();
        bare.iter().map(|it| it.kind(&bare)).collect()
    });
    &KINDS
}

impl Kind {
    /// How its product is called in paths, and it.
    #[must_use]
    pub fn path(&self) -> (&'static str, &'static str) {
        (self.product.id, self.declared.kind)
    }

    /// The columns of its table.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The codes of the products that know it by its name: those whose actions have the same prefix in policies.
    #[must_use]
    pub fn family(&self) -> Vec<&'static str> {
        let same = PRODUCTS.iter().filter(|it| it.ram == self.product.ram);
        same.map(|it| it.code).collect()
    }

    /// Every statement that it has.
    #[must_use]
    pub fn statements(&self) -> Vec<&'static str> {
        let mut every = vec![
            self.all.first,
            self.all.after,
            self.of_account.first,
            self.of_account.after,
            self.count,
            self.count_of_account,
            self.one,
            self.one_of_account,
        ];
        every.extend(self.parts.iter().map(|it| it.statement));
        every.extend(self.related.iter().map(|it| it.statement));
        every.extend(self.listed.iter().map(|it| it.statement));
        every
    }
}

/// A kind without its statements.
struct Bare {
    product: &'static Product,
    declared: &'static ResourceTable,
    part: &'static SchemaPart,
    table: Table,
}

impl Bare {
    /// `None` if the schema does not have its table, which a test refuses.
    fn of(product: &'static Product, declared: &'static ResourceTable) -> Option<Self> {
        let (part, table) = table(declared.table)?;
        Some(Self { product, declared, part, table })
    }

    /// The columns that an item of a list is made of, after its key.
    fn shown(&self) -> Vec<&'static str> {
        let ResourceTable { id, name, summary, .. } = self.declared;
        id.iter().chain([name]).chain(*summary).copied().collect()
    }

    fn kind(&self, every: &[Self]) -> Kind {
        let ResourceTable { table, id, tally, .. } = *self.declared;
        let owner = owner(self.declared, "t");
        let count = |condition: &str, tallied: &str| {
            let statement = match tally {
                Some(tally) => format!(
                    "SELECT CAST(COALESCE(SUM(held), 0) AS BIGINT) FROM tally WHERE kind = '{tally}'{tallied}"
                ),
                None => format!(
                    "SELECT COUNT(*) FROM (SELECT 1 AS found FROM {table} t{condition} LIMIT {}) AS counted",
                    list::MOST_COUNTED + 1
                ),
            };
            &*statement.leak()
        };
        let columns: Vec<_> = self.table.columns.iter().map(|it| it.name).collect();
        let named = equal("t", id.iter().copied(), 1) + &within(self.declared, "t");
        // An index that begins with the account finds a name only if the account is known.
        let indexed = match self.declared.owner {
            RowOwner::Column(column) if column != id[0] && self.table.key.contains(&column) => {
                format!(" AND {owner} IN (SELECT a.id FROM account a)")
            }
            _ => String::new(),
        };
        let one = |condition: &str| {
            let columns = prefixed("t", columns.iter().copied()).join(", ");
            let keys = prefixed("t", self.table.key.iter().copied()).join(", ");
            let text = format!(
                "SELECT {columns}, {owner} FROM {table} t WHERE {named}{condition} ORDER BY {keys} LIMIT 50"
            );
            &*text.leak()
        };
        Kind {
            product: self.product,
            declared: self.declared,
            part: self.part,
            table: self.table.clone(),
            all: self.pages(false),
            of_account: self.pages(true),
            count: count("", ""),
            count_of_account: count(&format!(" WHERE {owner} = $1"), " AND account = $1"),
            one: one(&indexed),
            one_of_account: one(&format!(" AND {owner} = ${}", id.len() + 1)),
            parts: self.parts(),
            related: self.related(every),
            listed: self.listed(every),
        }
    }

    fn pages(&self, of_account: bool) -> Pages {
        let key = &self.table.key;
        let owner = owner(self.declared, "t");
        let is_owner = |column: &'static str| self.declared.owner == RowOwner::Column(column);
        let mut compared: Vec<usize> = (0..key.len()).collect();
        if of_account && key.len() > 1 {
            compared.retain(|at| !is_owner(key[*at]));
        }
        let names = compared.iter().map(|at| key[*at]);
        let order = prefixed("t", names).join(", ");
        let mut selected = prefixed("t", key.iter().copied());
        selected.extend(prefixed("t", self.shown().into_iter()));
        let begin =
            format!("SELECT {}, {owner} FROM {} t", selected.join(", "), self.declared.table);
        let condition = if of_account { format!("{owner} = $1") } else { String::new() };
        let from = 1 + usize::from(of_account);
        let page = |conditions: &[&str], limit: usize| {
            let conditions: Vec<_> =
                conditions.iter().copied().filter(|it| !it.is_empty()).collect();
            let filter = match conditions.join(" AND ") {
                none if none.is_empty() => none,
                all => format!(" WHERE {all}"),
            };
            &*format!("{begin}{filter} ORDER BY {order} LIMIT ${limit}").leak()
        };
        let values: Vec<_> = (0..compared.len()).map(|at| format!("${}", at + from)).collect();
        let later = match &values[..] {
            [one] => format!("{order} > {one}"),
            all => format!("({order}) > ({})", all.join(", ")),
        };
        let first = page(&[&condition], from);
        let after = page(&[&condition, &later], from + compared.len());
        Pages { first, after, compared }
    }

    fn parts(&self) -> Vec<PartRows> {
        let read = |of: &'static actions::core::resources::ResourcePart| {
            let (part, rows) = table(of.table)?;
            let joined = |name: &str| {
                of.on.iter().any(|(_, theirs)| *theirs == name)
                    || of.fixed.iter().any(|(column, _)| *column == name)
            };
            let columns: Vec<_> =
                rows.columns.iter().map(|it| it.name).filter(|name| !joined(name)).collect();
            let selected = if columns.is_empty() { "1".into() } else { columns.join(", ") };
            let condition =
                equal("p", of.on.iter().map(|(_, theirs)| *theirs), 1) + &fixed("p", of.fixed);
            let order = if rows.key.is_empty() { "1".into() } else { rows.key.join(", ") };
            let statement = format!(
                "SELECT {selected} FROM {} p WHERE {condition} ORDER BY {order} LIMIT {}",
                of.table,
                MOST_SHOWN + 1
            );
            Some(PartRows {
                name: of.name,
                table: of.table,
                part,
                columns,
                times: of.times,
                statement: statement.leak(),
                by: of.on.iter().map(|(own, _)| *own).collect(),
            })
        };
        self.declared.parts.iter().filter_map(read).collect()
    }

    /// The relations that it declares, and those that others declare to it.
    fn related(&self, every: &[Self]) -> Vec<RelatedRows> {
        let at =
            |to: (&str, &str)| every.iter().position(|it| (it.product.id, it.declared.kind) == to);
        let own = self.declared.relations.iter().filter_map(|it| {
            let to = at(it.to)?;
            Some(related((it.name, to), &every[to], it, false))
        });
        let me = (self.product.id, self.declared.kind);
        let of_others = every.iter().enumerate().flat_map(|(from, other)| {
            let to_me = other
                .declared
                .relations
                .iter()
                .filter(move |it| it.to == me && !it.inverse.is_empty());
            to_me.map(move |it| related((it.inverse, from), other, it, true))
        });
        own.chain(of_others).collect()
    }

    fn listed(&self, every: &[Self]) -> Vec<ListedRows> {
        let read = |declared: &'static NamedInList| {
            let to =
                every.iter().position(|it| (it.product.id, it.declared.kind) == declared.to)?;
            let other = every[to].declared;
            let statement = format!(
                "SELECT {}, {owner} FROM {} o WHERE {owner} = $1 AND o.{} = $2{} LIMIT 1",
                named_columns(other),
                other.table,
                declared.by,
                within(other, "o"),
                owner = owner(other, "o"),
            );
            Some(ListedRows { declared, to, statement: statement.leak() })
        };
        self.declared.lists.iter().filter_map(read).collect()
    }
}

/// How the resources of the kind `other` are read that a relation leads to; `inverse` if `other` declares it.
fn related(
    (name, to): (&'static str, usize),
    other: &Bare,
    relation: &Relation,
    inverse: bool,
) -> RelatedRows {
    let Relation { link, on, then, fixed: texts, same, .. } = *relation;
    let of = other.declared;
    let mut parts = vec![other.part];
    parts.extend(link.and_then(table).map(|(part, _)| part));
    let pick = |pairs: Pairs, first: bool| -> Vec<&'static str> {
        pairs.iter().map(|(a, b)| if first { *a } else { *b }).collect()
    };
    // Which columns of this kind are equal to which of the link or the other, and which of the link to which of the other.
    let (mut by, columns, joined) = match (link, inverse) {
        (None, false) => (pick(on, true), pick(on, false), Vec::new()),
        (None, true) => (pick(on, false), pick(on, true), Vec::new()),
        (Some(_), false) => (pick(on, true), pick(on, false), then.to_vec()),
        (Some(_), true) => {
            (pick(then, false), pick(then, true), on.iter().map(|(a, b)| (*b, *a)).collect())
        }
    };
    let (join, alias) = match link {
        None => (String::new(), "o"),
        Some(link) => {
            let equal: Vec<_> = joined
                .iter()
                .map(|(of_link, of_other)| format!("l.{of_link} = o.{of_other}"))
                .collect();
            (format!(" JOIN {link} l ON {}", equal.join(" AND ")), "l")
        }
    };
    let mut condition = equal(alias, columns.into_iter(), 1) + &fixed(alias, texts);
    if !same.is_empty() {
        condition = format!("{condition} AND {}", equal("o", same.iter().copied(), by.len() + 1));
        by.extend(same);
    }
    let statement = format!(
        "SELECT {}, {} FROM {} o{join} WHERE {condition} ORDER BY {} LIMIT {}",
        named_columns(of),
        owner(of, "o"),
        of.table,
        prefixed("o", other.table.key.iter().copied()).join(", "),
        MOST_SHOWN + 1
    );
    RelatedRows { name, to, parts, statement: statement.leak(), by }
}

/// Whether the tables of a part of the schema are there.
fn is_there(
    tx: &mut dyn actions::ports::store::Tx,
    part: &SchemaPart,
) -> Result<bool, actions::ports::store::StoreError> {
    if part.creation == Creation::AtStart { Ok(true) } else { tx.has_part(part.name) }
}
