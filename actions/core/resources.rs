//! The resources of a product, for those who look at the state of a world: what a product declares of each
//! kind ([`Product::resources`](crate::Product::resources)), beside the tables that hold it. Lists, searches, relations and
//! the statements behind them are made from these declarations; the columns and the key of a table are those of its
//! schema ([`Table`](crate::Table)).

/// A title in both languages of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// In English: `Alert contacts`.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

/// Which account owns a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOwner {
    /// The one in this column.
    Column(&'static str),
    /// The one that another table names: the row of `table` whose column `key` is the value of `column` has the account
    /// in its column `owner`.
    Through {
        /// The column of the row.
        column: &'static str,
        /// The other table, of the same part of the schema.
        table: &'static str,
        /// Its column that is equal to `column`, and unique.
        key: &'static str,
        /// Its column with the account.
        owner: &'static str,
    },
    /// None: it is the whole world's.
    World,
}

/// Columns of one table that are equal to columns of another, as pairs of names.
pub type Pairs = &'static [(&'static str, &'static str)];

/// Rows of another table that are part of a resource, such as the versions of a policy.
#[derive(Clone, Copy, Debug)]
pub struct ResourcePart {
    /// What they are: `versions`.
    pub name: &'static str,
    /// The table.
    pub table: &'static str,
    /// The columns of the resource, each with the column of the part that is equal to it.
    pub on: Pairs,
    /// Columns of the part that have a fixed text.
    pub fixed: Pairs,
    /// The columns that are times, in milliseconds since 1970.
    pub times: &'static [&'static str],
}

impl ResourcePart {
    /// The rows of `table` whose columns are equal to those of the resource.
    #[must_use]
    pub const fn new(name: &'static str, table: &'static str, on: Pairs) -> Self {
        Self { name, table, on, fixed: &[], times: &[] }
    }

    /// Only those whose columns have these texts.
    #[must_use]
    pub const fn fixed(self, fixed: Pairs) -> Self {
        Self { fixed, ..self }
    }

    /// See [`times`](Self::times).
    #[must_use]
    pub const fn times(self, times: &'static [&'static str]) -> Self {
        Self { times, ..self }
    }
}

/// Resources of a kind that one of this kind leads to. It is declared at one of both kinds and shown at both.
#[derive(Clone, Copy, Debug)]
pub struct Relation {
    /// What the others are to this one: `groups`.
    pub name: &'static str,
    /// What this one is to the others: `contacts`. Empty where no index leads back, so it is not shown there.
    pub inverse: &'static str,
    /// The [`id`](crate::Product::id) of the product of the others, and their kind.
    pub to: (&'static str, &'static str),
    /// The table between them, if there is one.
    pub link: Option<&'static str>,
    /// The columns of this kind's table, each with the column that is equal to it: of the link, if there is one, else of the
    /// others' table.
    pub on: Pairs,
    /// The columns of the link, each with the column of the others' table that is equal to it.
    pub then: Pairs,
    /// Columns of the link that have a fixed text.
    pub fixed: Pairs,
    /// Columns that the tables of both kinds have, and whose values are equal.
    pub same: &'static [&'static str],
}

impl Relation {
    /// By columns of this kind's table, which are equal to columns of the others'.
    #[must_use]
    pub const fn by(
        (name, inverse): (&'static str, &'static str),
        to: (&'static str, &'static str),
        on: Pairs,
    ) -> Self {
        Self { name, inverse, to, link: None, on, then: &[], fixed: &[], same: &[] }
    }

    /// By the rows of a table between them.
    #[must_use]
    pub const fn through(
        (name, inverse): (&'static str, &'static str),
        to: (&'static str, &'static str),
        (link, on, then): (&'static str, Pairs, Pairs),
    ) -> Self {
        Self { name, inverse, to, link: Some(link), on, then, fixed: &[], same: &[] }
    }

    /// See [`fixed`](Self::fixed).
    #[must_use]
    pub const fn fixed(self, fixed: Pairs) -> Self {
        Self { fixed, ..self }
    }

    /// See [`same`](Self::same).
    #[must_use]
    pub const fn same(self, same: &'static [&'static str]) -> Self {
        Self { same, ..self }
    }
}

/// Resources of a kind that a list in a column of this one names.
#[derive(Clone, Copy, Debug)]
pub struct NamedInList {
    /// What they are to this one: `contact groups`.
    pub name: &'static str,
    /// The [`id`](crate::Product::id) of the product of the others, and their kind.
    pub to: (&'static str, &'static str),
    /// The column: a JSON list of texts or numbers, or a JSON document with such lists.
    pub column: &'static str,
    /// Where in a document: the lists at this member, however deep. Empty where the column is a list.
    pub member: &'static str,
    /// Where the elements are objects with an `id`: the values of their member `kind` that mean this kind of resource.
    pub kinds: &'static [&'static str],
    /// The column of the others' table that the list has the values of. They are of the same account.
    pub by: &'static str,
}

impl NamedInList {
    /// The elements of the list in `column`, or of those at `member` of the document in it, are values of the others'
    /// column `by`.
    #[must_use]
    pub const fn new(
        name: &'static str,
        to: (&'static str, &'static str),
        (column, member): (&'static str, &'static str),
        by: &'static str,
    ) -> Self {
        Self { name, to, column, member, kinds: &[], by }
    }

    /// See [`kinds`](Self::kinds).
    #[must_use]
    pub const fn kinds(self, kinds: &'static [&'static str]) -> Self {
        Self { kinds, ..self }
    }
}

/// A kind of resource, and the table that holds it.
#[derive(Clone, Copy, Debug)]
pub struct ResourceTable {
    /// Its name in paths: `contact-group`.
    pub kind: &'static str,
    /// What it is called.
    pub title: Title,
    /// The table.
    pub table: &'static str,
    /// The columns that together name one of its account: mostly one.
    pub id: &'static [&'static str],
    /// The column with the name that people know it by.
    pub name: &'static str,
    /// Other columns whose values calls may name it by.
    pub also: &'static [&'static str],
    /// Which account owns it.
    pub owner: RowOwner,
    /// A column at the start of the key that has these few values: with them the index of the key finds an id.
    pub within: Option<(&'static str, &'static [&'static str])>,
    /// The columns that a list shows.
    pub summary: &'static [&'static str],
    /// The columns that are times, in milliseconds since 1970.
    pub times: &'static [&'static str],
    /// What the [tally](crate::ports::store::tally) of each account counts it as, where one does.
    pub tally: Option<&'static str>,
    /// What belongs to it in other tables.
    pub parts: &'static [ResourcePart],
    /// What it is related to.
    pub relations: &'static [Relation],
    /// What its columns list.
    pub lists: &'static [NamedInList],
}

impl ResourceTable {
    /// A kind whose account is in the column `account`, and whose name is the last column of its id.
    #[must_use]
    pub const fn new(
        kind: &'static str,
        (en, zh): (&'static str, &'static str),
        table: &'static str,
        id: &'static [&'static str],
    ) -> Self {
        Self {
            kind,
            title: Title { en, zh },
            table,
            id,
            name: id[id.len() - 1],
            also: &[],
            owner: RowOwner::Column("account"),
            within: None,
            summary: &[],
            times: &[],
            tally: None,
            parts: &[],
            relations: &[],
            lists: &[],
        }
    }

    /// See [`name`](Self::name).
    #[must_use]
    pub const fn name(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// See [`also`](Self::also).
    #[must_use]
    pub const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// See [`owner`](Self::owner).
    #[must_use]
    pub const fn owner(self, owner: RowOwner) -> Self {
        Self { owner, ..self }
    }

    /// See [`within`](Self::within).
    #[must_use]
    pub const fn within(self, column: &'static str, values: &'static [&'static str]) -> Self {
        Self { within: Some((column, values)), ..self }
    }

    /// See [`summary`](Self::summary).
    #[must_use]
    pub const fn summary(self, summary: &'static [&'static str]) -> Self {
        Self { summary, ..self }
    }

    /// See [`times`](Self::times).
    #[must_use]
    pub const fn times(self, times: &'static [&'static str]) -> Self {
        Self { times, ..self }
    }

    /// See [`tally`](Self::tally).
    #[must_use]
    pub const fn tally(self, kind: &'static str) -> Self {
        Self { tally: Some(kind), ..self }
    }

    /// See [`parts`](Self::parts).
    #[must_use]
    pub const fn parts(self, parts: &'static [ResourcePart]) -> Self {
        Self { parts, ..self }
    }

    /// See [`relations`](Self::relations).
    #[must_use]
    pub const fn relations(self, relations: &'static [Relation]) -> Self {
        Self { relations, ..self }
    }

    /// See [`lists`](Self::lists).
    #[must_use]
    pub const fn lists(self, lists: &'static [NamedInList]) -> Self {
        Self { lists, ..self }
    }
}

/// A table that holds no resource and no part of one.
#[derive(Clone, Copy, Debug)]
pub struct NoResource {
    /// The table.
    pub table: &'static str,
    /// What its rows are to people: `Messages`. `None` where they only follow from others, or belong to the server, so that nobody
    /// looks at them.
    pub title: Option<Title>,
    /// Why it holds no resource: `counts that follow from the certificates`.
    pub reason: &'static str,
}

impl NoResource {
    /// Rows that people know by this name, in English and in Chinese.
    #[must_use]
    pub const fn shown(
        table: &'static str,
        (en, zh): (&'static str, &'static str),
        reason: &'static str,
    ) -> Self {
        Self { table, title: Some(Title { en, zh }), reason }
    }

    /// Rows that only follow from others, or belong to the server.
    #[must_use]
    pub const fn bookkeeping(table: &'static str, reason: &'static str) -> Self {
        Self { table, title: None, reason }
    }
}

impl ResourceTable {
    /// What a table holds of each resource, if it holds a part of it or what relates it to others: `targets`.
    fn part_in(&self, table: &str) -> Option<&'static str> {
        let part = self.parts.iter().find(|it| it.table == table).map(|it| it.name);
        part.or_else(|| self.relations.iter().find(|it| it.link == Some(table)).map(|it| it.name))
    }
}

/// What people know the rows of a table by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableTitle {
    /// In English: `Alert rules: targets`.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl From<Title> for TableTitle {
    fn from(it: Title) -> Self {
        Self { en: it.en.to_owned(), zh: it.zh.to_owned() }
    }
}

/// What people know the rows of a table by, of what these kinds hold: `Alert contacts`, `Alert rules: targets`; of a part that several
/// kinds have, `tags` alone. `None` if they hold nothing of it.
#[must_use]
pub fn title_in(kinds: &[&ResourceTable], table: &str) -> Option<TableTitle> {
    if let Some(it) = kinds.iter().find(|it| it.table == table) {
        return Some(it.title.into());
    }
    let mut holders = kinds.iter().filter_map(|it| Some((it.title, it.part_in(table)?)));
    let (Title { en, zh }, part) = holders.next()?;
    Some(if holders.next().is_some() {
        TableTitle { en: part.to_owned(), zh: part.to_owned() }
    } else {
        TableTitle { en: format!("{en}: {part}"), zh: format!("{zh}：{part}") }
    })
}
