//! What a seed file may say of a product: the kinds of its entries ([`Product::seeds`](crate::Product::seeds)), with the
//! members that an entry may have. The reader, the JSON Schema and the export of a state follow from these tables.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::{Cx, core::control::ControlError};

/// The members of an entry, by name.
pub type Fields = Map<String, Value>;

/// The form of a text that cannot be any.
#[derive(Clone, Copy, Debug)]
pub struct SeedForm {
    /// What such a text is, as messages say it: `a region, such as cn-hangzhou`.
    pub what: &'static str,
    /// The text as it is kept, which may be spelled otherwise; none if it is not of the form.
    pub read: fn(&str) -> Option<String>,
}

/// What a member is. An entry that is handed to a product has been checked for it.
#[derive(Clone, Copy, Debug)]
pub enum SeedType {
    /// A text, or a whole number that stands for its digits: a JSON string.
    Text,
    /// A text of a form: a JSON string, spelled as it is kept.
    Form(SeedForm),
    /// A text, or `{file: PATH}`, whose content is then the text: a JSON string.
    Content,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list of texts, in any order.
    Texts,
    /// An object, a text with one in JSON, or `{file: PATH}`, whose content is then that text: a JSON string with it.
    Document,
    /// A list of objects with these members, in any order.
    Objects(&'static [SeedMember]),
}

/// A member of an entry.
#[derive(Clone, Copy, Debug)]
pub struct SeedMember {
    /// Its name: `display_name`.
    pub name: &'static str,
    /// What it is.
    pub of: SeedType,
    /// Whether an entry must have it.
    pub required: bool,
    /// Whether it is exported only if secrets are asked for, else as `null`. An entry with `null` does not give it.
    pub secret: bool,
    /// What it means, as a sentence.
    pub doc: &'static str,
}

impl SeedMember {
    /// An optional member.
    #[must_use]
    pub const fn new(name: &'static str, of: SeedType, doc: &'static str) -> Self {
        Self { name, of, required: false, secret: false, doc }
    }

    /// A text.
    #[must_use]
    pub const fn text(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, SeedType::Text, doc)
    }

    /// A text of a form.
    #[must_use]
    pub const fn form(name: &'static str, form: SeedForm, doc: &'static str) -> Self {
        Self::new(name, SeedType::Form(form), doc)
    }

    /// Every entry must have it.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// It is a secret.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// Whether a present value is what an entry asks for. What the entry does not give may be anything; a text, a list
    /// or a flag that is not present is empty or `false`.
    fn holds(&self, wanted: Option<&Value>, present: Option<&Value>) -> bool {
        let Some(wanted) = wanted else { return true };
        let list =
            |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        match self.of {
            SeedType::Text | SeedType::Form(_) | SeedType::Content => {
                as_text(wanted) == present.map_or("", as_text)
            }
            SeedType::Document => {
                let read = |value: &Value| serde_json::from_str::<Value>(as_text(value)).ok();
                as_text(wanted) == present.map_or("", as_text)
                    || read(wanted) == present.and_then(read)
            }
            SeedType::Number => Some(wanted) == present,
            SeedType::Flag => wanted.as_bool() == present.map_or(Some(false), Value::as_bool),
            SeedType::Texts => {
                let set = |of: &[Value]| -> BTreeSet<String> {
                    of.iter().filter_map(|it| Some(it.as_str()?.to_owned())).collect()
                };
                set(&list(Some(wanted))) == set(&list(present))
            }
            SeedType::Objects(members) => {
                let (wanted, present) = (list(Some(wanted)), list(present));
                let fields = |value: &Value| value.as_object().cloned().unwrap_or_default();
                let is_there = |it: &Value| {
                    present.iter().any(|p| difference(members, &fields(it), &fields(p)).is_none())
                };
                wanted.len() == present.len() && wanted.iter().all(is_there)
            }
        }
    }
}

/// A value that is a text.
fn as_text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The first member in which a present entry is not as it is wanted.
#[must_use]
pub fn difference(
    members: &[SeedMember],
    wanted: &Fields,
    present: &Fields,
) -> Option<&'static str> {
    let differs = |it: &&SeedMember| !it.holds(wanted.get(it.name), present.get(it.name));
    members.iter().find(differs).map(|it| it.name)
}

/// Reads all entries of a kind from the state of the caller's account.
pub type ExportEntries = fn(&mut Cx<'_>) -> Result<Vec<Fields>, ControlError>;
/// Creates an entry.
pub type CreateEntry = fn(&mut Cx<'_>, &Fields) -> Result<(), ControlError>;
/// Makes a present entry, the second, what is wanted, the first. Returns whether that changed anything.
pub type UpdateEntry = fn(&mut Cx<'_>, &Fields, &Fields) -> Result<bool, ControlError>;

/// A kind of entries.
#[derive(Clone, Copy, Debug)]
pub struct SeedKind {
    /// Its name in a seed file: `users`.
    pub name: &'static str,
    /// What the entries are, as a sentence.
    pub doc: &'static str,
    /// The members that tell which entry it is; they are required. None of a kind of which there is one. An entry that
    /// gives an `id` which is a number is known by that.
    pub key: &'static [&'static str],
    /// All members.
    pub members: &'static [SeedMember],
    /// Reads those that are present, in the order in which they can be created.
    pub export: ExportEntries,
    /// Creates one that is not present.
    pub create: CreateEntry,
    /// Changes one that is present and differs; `None` if no action can.
    pub update: Option<UpdateEntry>,
}

impl SeedKind {
    /// Whether entries may have a number, their `id`, which tells them from others with the same key.
    fn is_numbered(&self) -> bool {
        self.members.iter().any(|it| it.name == "id" && matches!(it.of, SeedType::Number))
    }

    /// What a present entry is known by: its number, if it has one, and its key.
    pub fn keys_of(&self, fields: &Fields) -> impl Iterator<Item = String> {
        let plain = Fields::clone(fields);
        let key = self.is_numbered().then(|| {
            let unnumbered = plain.into_iter().filter(|(name, _)| name != "id").collect();
            self.key_of(&unnumbered)
        });
        std::iter::once(self.key_of(fields)).chain(key)
    }

    /// The values that tell which entry it is, as one text: its number, if it gives one, else its key.
    #[must_use]
    pub fn key_of(&self, fields: &Fields) -> String {
        if let Some(id) = fields.get("id").filter(|_| self.is_numbered()) {
            return format!("\u{0}{id}");
        }
        let values: Vec<_> =
            self.key.iter().map(|name| fields.get(*name).map(plain).unwrap_or_default()).collect();
        values.join("\u{0}")
    }
}

/// A value as a parameter of a call has it.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
