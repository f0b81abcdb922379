//! Seed files: documents in YAML or JSON that describe a state.
//!
//! What they may say is declared by the products ([`actions::core::seed`]); here a document is read and checked
//! ([`Seed::read`]), applied in one transaction ([`apply`]) and made of a state ([`export`]).

mod applying;
mod beginning;
mod document;
mod exporting;
mod reader;
mod schema;
mod values;
mod yaml;

use std::{
    collections::BTreeMap,
    fmt::Write,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

pub use self::{
    applying::{Applied, SeedError, apply},
    beginning::{begin, follow},
    document::Position,
    exporting::export,
    schema::schema,
};
use self::{
    document::{Node, Wrong},
    reader::SeedAccount,
};

/// A document that has been read and checked.
pub struct Seed {
    /// What messages call it: the name of its file.
    pub name: String,
    accounts: Vec<SeedAccount>,
    clock: Option<i64>,
    missing: Vec<(Position, String)>,
    /// How many files it has the contents of.
    files: usize,
}

impl Seed {
    /// Reads a document. What is wrong with it is told in lines of `NAME:LINE:COLUMN: what`.
    pub fn read(name: &str, text: &str) -> Result<Self, String> {
        let documents = document::read(text).map_err(|wrong| lines(name, &[wrong]))?;
        Self::of(name, &documents)
    }

    fn of(name: &str, documents: &[Node]) -> Result<Self, String> {
        let read = reader::read(documents).map_err(|wrongs| lines(name, &wrongs))?;
        let reader::Read { accounts, clock, missing, files } = read;
        Ok(Self { name: name.to_owned(), accounts, clock, missing, files })
    }

    /// [`read`](Self::read), for a document that must be whole: with the contents of all files that it names.
    pub fn whole(name: &str, text: &str) -> Result<Self, String> {
        Self::read(name, text)?.complete()
    }

    /// The same of a member of a JSON text and its value: lines and columns are those of the text.
    pub fn of_member(text: &str, name: &str, value: &serde_json::Value) -> Result<Self, String> {
        let sent = document::read(text).unwrap_or_default().into_iter().next();
        match sent.and_then(|it| it.into_member(name)) {
            Some(node) => Self::of(name, &[node])?.complete(),
            // There is JSON that is no YAML: with tabs, or with letters in two escapes.
            None => Self::whole(name, &value.to_string()),
        }
    }

    fn complete(self) -> Result<Self, String> {
        match self.missing.first() {
            None => Ok(self),
            Some((at, file)) => {
                let why = format!(
                    "the server reads no files that a request names: `localyun seed apply` sends the content of \
                     `{file}`"
                );
                Err(line(&self.name, *at, &why))
            }
        }
    }

    /// The name of its file without folder and extension.
    #[must_use]
    pub fn stem(&self) -> Option<&str> {
        Path::new(&self.name).file_stem()?.to_str()
    }

    /// How many entries it has.
    fn entries(&self) -> usize {
        self.accounts.iter().flat_map(|it| &it.sections).map(|it| it.entries.len()).sum()
    }

    /// What it has, in a sentence: `1 account, 2 files; cms: 3 contacts, 1 contact_groups`.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut kinds = BTreeMap::<(usize, usize), (&str, &str, usize)>::new();
        for section in self.accounts.iter().flat_map(|it| &it.sections) {
            let (of, kind) = (section.product, section.kind);
            let place = kinds.entry(section.order()).or_insert((of.id, kind.name, 0));
            place.2 += section.entries.len();
        }
        let counted = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let mut text = counted(self.accounts.len(), "account");
        if self.files > 0 {
            text.extend([", ", &counted(self.files, "file")]);
        }
        let mut product = "";
        for (of, kind, entries) in kinds.into_values() {
            if product == of {
                text.push_str(", ");
            } else {
                text.extend(["; ", of, ": "]);
            }
            let _ = write!(text, "{entries} {kind}");
            product = of;
        }
        text
    }

    /// The ids of its accounts.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        self.accounts.iter().map(|it| &*it.id)
    }

    /// The files that it names and whose contents it does not have, each with where it is named first.
    #[must_use]
    pub fn missing(&self) -> &[(Position, String)] {
        &self.missing
    }
}

fn lines(name: &str, wrongs: &[Wrong]) -> String {
    let lines = wrongs.iter().map(|it| line(name, it.at, &it.why));
    lines.collect::<Vec<_>>().join("\n")
}

/// The first document of a text as JSON; `null` if it cannot be read.
#[must_use]
pub fn to_json(text: &str) -> serde_json::Value {
    let documents = document::read(text).unwrap_or_default();
    documents.first().map(document::Node::to_json).unwrap_or_default()
}

/// A message about a place in a document.
#[must_use]
pub fn line(name: &str, at: Position, why: &str) -> String {
    format!("{name}:{at}: {why}")
}

/// The text of a document with the contents of files that it names. They follow in a document of their own, so that
/// lines and columns stay what they are.
#[must_use]
pub fn with_files(text: &str, files: &[(String, String)]) -> String {
    if files.is_empty() {
        return text.to_owned();
    }
    let files: serde_json::Map<_, _> =
        files.iter().map(|(name, content)| (name.clone(), content.clone().into())).collect();
    format!("{}\n---\n{}\n", text.trim_end(), serde_json::json!({ "files": files }))
}

/// The seeds that the server was started with, in their order.
#[derive(Default)]
pub struct Seeds(RwLock<Vec<Arc<Seed>>>);

impl Seeds {
    /// Sets all of them.
    pub fn set(&self, all: Vec<Arc<Seed>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = all;
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Seed>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The one of this name: that of its file without folder and extension.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Arc<Seed>> {
        self.all().into_iter().find(|it| it.stem() == Some(name))
    }
}
