//! Checks a document against what the products declare: names, types, and what an entry must have.

use std::collections::{BTreeSet, HashMap, HashSet};

use actions::{
    PRODUCTS, Product,
    core::seed::{Fields, SeedKind, SeedMember},
};
use serde_json::Value;

use super::document::{Content, Name, Node, Position, Wrong};
use crate::{config, spelling::closest};

/// How many errors are told.
const MAX_ERRORS: usize = 20;

/// The names that an account has besides the products.
pub(super) const ACCOUNT: [(&str, &str); 3] = [
    ("id", "The account: 16 digits."),
    ("name", "The display name."),
    ("parent", "The account that it was created under, one of those before."),
];

/// An entry, and where it is.
#[derive(Debug)]
pub(super) struct SeedEntry {
    pub(super) at: Position,
    /// `accounts[0].cms.contacts[2]`.
    pub(super) path: String,
    pub(super) fields: Fields,
}

/// The entries of a kind.
pub(super) struct Section {
    pub(super) product: &'static Product,
    pub(super) kind: &'static SeedKind,
    pub(super) entries: Vec<SeedEntry>,
}

impl Section {
    /// The places of its product and its kind among those that are applied one after another.
    pub(super) fn order(&self) -> (usize, usize) {
        let product = PRODUCTS.iter().position(|it| it.id == self.product.id);
        let kind = self.product.seeds.iter().position(|it| it.name == self.kind.name);
        (product.unwrap_or_default(), kind.unwrap_or_default())
    }
}

/// An account, with its entries in the order in which they are applied.
#[derive(Default)]
pub(super) struct SeedAccount {
    pub(super) at: Position,
    pub(super) path: String,
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) parent: Option<String>,
    pub(super) sections: Vec<Section>,
}

/// What is read of a document.
#[derive(Default)]
pub(super) struct Read {
    pub(super) accounts: Vec<SeedAccount>,
    /// The time at which the clock is frozen.
    pub(super) clock: Option<i64>,
    /// The files that are named and whose content is not known, each where it is named first.
    pub(super) missing: Vec<(Position, String)>,
    /// How many files it has the contents of.
    pub(super) files: usize,
}

/// Reads a document: the seed, and after it, in a document of its own, the contents of the files that it names.
pub(super) fn read(documents: &[Node]) -> Result<Read, Vec<Wrong>> {
    let mut reader = Reader::default();
    if let Some(node) = documents.get(1) {
        reader.files(node);
    }
    let mut read = Read::default();
    match documents.first() {
        Some(node) => reader.seed(node, &mut read),
        None => reader.wrong(Position { line: 1, column: 1 }, "the document is empty"),
    }
    read.missing = std::mem::take(&mut reader.missing);
    read.files = reader.files.len();
    if reader.wrongs.is_empty() { Ok(read) } else { Err(reader.wrongs) }
}

/// What is known while a document is read.
#[derive(Default)]
pub(super) struct Reader {
    wrongs: Vec<Wrong>,
    /// The contents of files.
    pub(super) files: HashMap<String, String>,
    /// The files whose contents are not known.
    pub(super) missing: Vec<(Position, String)>,
}

impl Reader {
    /// Says what is wrong at a place, until that is enough.
    pub(super) fn wrong(&mut self, at: Position, why: impl Into<String>) {
        if self.wrongs.len() < MAX_ERRORS {
            self.wrongs.push(Wrong::new(at, why));
        }
    }

    fn files(&mut self, node: &Node) {
        let Some(members) = self.object(node, "files") else { return };
        for (name, value) in members {
            if name.text != "files" {
                self.wrong(name.at, "there are more documents than one");
                continue;
            }
            for (file, content) in self.object(value, "files").unwrap_or_default() {
                if let Content::Scalar(Value::String(text), _) = &content.content {
                    self.files.insert(file.text.clone(), text.clone());
                } else {
                    self.wrong(content.at, format!("files: `{}` must be a text", file.text));
                }
            }
        }
    }

    /// The members of an object, which must be one.
    pub(super) fn object<'n>(&mut self, node: &'n Node, path: &str) -> Option<&'n [(Name, Node)]> {
        if let Content::Object(members) = &node.content {
            return Some(members);
        }
        self.wrong(node.at, said(path, &format!("this must be an object, not {}", node.kind())));
        None
    }

    fn list<'n>(&mut self, node: &'n Node, path: &str) -> Option<&'n [Node]> {
        if let Content::List(all) = &node.content {
            return Some(all);
        }
        self.wrong(node.at, said(path, &format!("this must be a list, not {}", node.kind())));
        None
    }

    /// Refuses a name that is not known, with the nearest that is.
    pub(super) fn unknown(
        &mut self,
        name: &Name,
        path: &str,
        known: impl Iterator<Item = &'static str>,
    ) {
        let known: Vec<_> = known.collect();
        let near = closest(&name.text, known.iter().copied());
        let shown: String = name.text.chars().take(100).collect();
        let why = match near {
            Some(near) => format!("unknown name `{shown}`; did you mean `{near}`?"),
            None => format!("unknown name `{shown}`; there are {}", known.join(", ")),
        };
        self.wrong(name.at, said(path, &why));
    }

    fn seed(&mut self, node: &Node, read: &mut Read) {
        let Some(members) = self.object(node, "") else { return };
        let mut version = false;
        for (name, value) in members {
            match (&*name.text, &value.content) {
                ("version", Content::Scalar(Value::Number(number), _))
                    if number.as_i64() == Some(1) =>
                {
                    version = true;
                }
                ("version", _) => {
                    version = true;
                    self.wrong(value.at, "`version` must be 1");
                }
                ("clock", Content::Scalar(Value::String(text), _)) => match config::time(text) {
                    Ok(at) => read.clock = Some(at),
                    Err(why) => self.wrong(value.at, format!("clock: {why}")),
                },
                ("clock", _) => {
                    self.wrong(value.at, "`clock` must be a time, such as 2026-01-01T00:00:00Z");
                }
                ("accounts", _) => self.accounts(value, read),
                _ => self.unknown(name, "", ["version", "clock", "accounts"].into_iter()),
            }
        }
        if !version {
            self.wrong(node.at, "`version` is missing: write `version: 1`");
        }
    }

    fn accounts(&mut self, node: &Node, read: &mut Read) {
        let mut ids = HashSet::new();
        for (number, node) in self.list(node, "accounts").unwrap_or_default().iter().enumerate() {
            let path = format!("accounts[{number}]");
            let Some(account) = self.account(node, path) else { continue };
            if !ids.insert(account.id.clone()) {
                let why = format!("the account {} is there twice", account.id);
                self.wrong(account.at, said(&account.path, &why));
            }
            read.accounts.push(account);
        }
    }

    fn account(&mut self, node: &Node, path: String) -> Option<SeedAccount> {
        let members = self.object(node, &path)?;
        let mut account = SeedAccount { at: node.at, path, ..SeedAccount::default() };
        let path = account.path.clone();
        for (name, value) in members {
            let product = PRODUCTS.iter().find(|it| it.id == name.text && !it.seeds.is_empty());
            if let Some(product) = product {
                self.product(product, value, &path, &mut account.sections);
                continue;
            }
            let text = |reader: &mut Self| reader.text(value, &format!("{path}.{}", name.text));
            match &*name.text {
                "id" => account.id = text(self)?,
                "name" => account.name = text(self),
                "parent" => account.parent = text(self),
                _ => {
                    let own = ACCOUNT.iter().map(|(name, _)| *name);
                    let products = PRODUCTS.iter().filter(|it| !it.seeds.is_empty());
                    self.unknown(name, &path, own.chain(products.map(|it| it.id)));
                }
            }
        }
        let is_id = |id: &str| id.len() == 16 && id.bytes().all(|b| b.is_ascii_digit());
        if !is_id(&account.id) {
            self.wrong(node.at, said(&path, "`id` has 16 digits, and is required"));
        }
        if account.parent.as_deref().is_some_and(|it| !is_id(it)) {
            self.wrong(node.at, said(&path, "`parent` has 16 digits"));
        }
        // In the order in which they can be applied, not in the order in which they are written.
        account.sections.sort_by_key(Section::order);
        Some(account)
    }

    fn product(
        &mut self,
        product: &'static Product,
        node: &Node,
        path: &str,
        sections: &mut Vec<Section>,
    ) {
        let path = format!("{path}.{}", product.id);
        for (name, value) in self.object(node, &path).unwrap_or_default() {
            let Some(kind) = product.seeds.iter().find(|it| it.name == name.text) else {
                self.unknown(name, &path, product.seeds.iter().map(|it| it.name));
                continue;
            };
            let path = format!("{path}.{}", kind.name);
            let mut section = Section { product, kind, entries: Vec::new() };
            let mut keys = HashSet::new();
            for (number, node) in self.list(value, &path).unwrap_or_default().iter().enumerate() {
                let path = format!("{path}[{number}]");
                let Some(fields) = self.fields(kind.members, node, &path) else { continue };
                if !keys.insert(kind.key_of(&fields)) {
                    let why = match kind.key {
                        [] => "there is one at most".to_owned(),
                        key => format!("an entry before has the same {}", key.join(", ")),
                    };
                    self.wrong(node.at, said(&path, &why));
                }
                section.entries.push(SeedEntry { at: node.at, path, fields });
            }
            sections.push(section);
        }
    }

    /// The fields of an object with these members.
    pub(super) fn fields(
        &mut self,
        members: &'static [SeedMember],
        node: &Node,
        path: &str,
    ) -> Option<Fields> {
        let mut fields = Fields::new();
        let mut given = BTreeSet::new();
        for (name, value) in self.object(node, path)? {
            let Some(member) = members.iter().find(|it| it.name == name.text) else {
                self.unknown(name, path, members.iter().map(|it| it.name));
                continue;
            };
            given.insert(member.name);
            if member.secret && matches!(value.content, Content::Scalar(Value::Null, _)) {
                continue;
            }
            let path = format!("{path}.{}", member.name);
            if let Some(value) = self.value(member.of, value, &path) {
                fields.insert(member.name.to_owned(), value);
            }
        }
        for member in members.iter().filter(|it| it.required && !given.contains(it.name)) {
            self.wrong(node.at, said(path, &format!("`{}` is missing", member.name)));
        }
        Some(fields)
    }
}

/// A message about what is at a path.
pub(super) fn said(path: &str, why: &str) -> String {
    if path.is_empty() { why.to_owned() } else { format!("{path}: {why}") }
}
