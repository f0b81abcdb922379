//! What a seed file may say of a product: the kinds of its entries ([`Product::seeds`]), with the members
//! that an entry may have. The reader, the JSON Schema and the export of a state follow from these tables.
//!
//! An entry is applied by calls of the product's own actions ([`call`]), so it is checked as they check; what no
//! action can do, such as a given id, is done by a function of the product.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::{
    Action, ApiError, Cx, Origin, Parameters, Params, Product, core::control::ControlError,
};

/// The members of an entry, by name.
pub type Fields = Map<String, Value>;

/// What a member is. An entry that is handed to a product has been checked for it.
#[derive(Clone, Copy, Debug)]
pub enum SeedType {
    /// A text, or a whole number that stands for its digits: a JSON string.
    Text,
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
            SeedType::Text | SeedType::Content => as_text(wanted) == present.map_or("", as_text),
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
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A text of an entry; empty if it has none.
#[must_use]
pub fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A flag of an entry.
#[must_use]
pub fn flag(fields: &Fields, name: &str) -> bool {
    fields.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// The texts of an entry, if it gives any.
#[must_use]
pub fn texts(fields: &Fields, name: &str) -> Vec<String> {
    let all = fields.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    all.iter().filter_map(|it| Some(it.as_str()?.to_owned())).collect()
}

/// The objects of an entry, if it gives any.
#[must_use]
pub fn objects(fields: &Fields, name: &str) -> Vec<Fields> {
    let all = fields.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    all.iter().filter_map(|it| it.as_object().cloned()).collect()
}

/// Makes fields of pairs, without those that are `null`, an empty text or an empty list.
#[must_use]
pub fn fields<const N: usize>(pairs: [(&str, Value); N]) -> Fields {
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    };
    let pairs = pairs.into_iter().filter(|(_, value)| !is_empty(value));
    pairs.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The parameters of a call that an entry gives, by pairs of member and parameter.
#[must_use]
pub fn parameters(fields: &Fields, names: &[(&str, &str)]) -> Parameters {
    let mut parameters = Parameters::default();
    for (member, parameter) in names {
        match fields.get(*member) {
            None => {}
            Some(Value::Array(all)) => {
                for (number, value) in (1..).zip(all) {
                    let name = format!("{parameter}.{number}");
                    parameters.add(&name, &plain(value), Origin::Query);
                }
            }
            Some(value) => parameters.add(parameter, &plain(value), Origin::Query),
        }
    }
    parameters
}

/// The parameters of a call, by pairs of parameter and value.
#[must_use]
pub fn values(pairs: &[(&str, &str)]) -> Parameters {
    let mut parameters = Parameters::default();
    for (name, value) in pairs {
        parameters.add(name, value, Origin::Query);
    }
    parameters
}

/// The parameters of a call as its action reads and checks them, for a product that does with them what the action
/// does, and more.
pub fn read<A: Action>(
    product: &'static Product,
    mut parameters: Parameters,
) -> Result<A, ControlError> {
    parameters.sort();
    let mut params = Params::new(&parameters, A::WORDING.unwrap_or(product.wording));
    Ok(A::read(&mut params)?)
}

/// A flag as it is exported: only if it is set.
#[must_use]
pub fn set(flag: bool) -> Value {
    if flag { true.into() } else { Value::Null }
}

/// The members of a pair: a tag or a label.
pub const PAIR: &[SeedMember] =
    &[SeedMember::text("key", "The key.").required(), SeedMember::text("value", "The value.")];

/// Pairs as they are exported, for [`PAIR`].
pub fn pairs(all: impl IntoIterator<Item = (String, String)>) -> Value {
    let shown =
        |(key, value): (String, String)| fields([("key", key.into()), ("value", value.into())]);
    all.into_iter().map(shown).collect()
}

/// The whole of an entry that is present: what the first gives, and else what there is, for an action that sets all at once.
#[must_use]
pub fn over(wanted: &Fields, present: &Fields) -> Fields {
    let mut whole = present.clone();
    whole.extend(wanted.clone());
    whole
}

/// Refuses an entry that gives `name` another value than the present one has, which no call changes.
pub fn refuse_change(
    what: &str,
    wanted: &Fields,
    present: &Fields,
    names: &[&str],
) -> Result<(), ControlError> {
    for name in names {
        if let (Some(wanted), there) = (wanted.get(*name), present.get(*name))
            && Some(wanted) != there
            && !(there.is_none() && (wanted == &Value::Bool(false) || wanted == ""))
        {
            let there = there.map_or_else(|| "none".to_owned(), plain);
            return Err(ControlError::Wrong(format!(
                "{what} has the `{name}` {there}, and no call changes it"
            )));
        }
    }
    Ok(())
}

/// Calls an action of a product as the caller of `cx`, and returns its answer.
pub fn call(
    product: &'static Product,
    cx: &mut Cx<'_>,
    action: &str,
    mut parameters: Parameters,
) -> Result<Value, ControlError> {
    let entry = product
        .find(action)
        .ok_or_else(|| ApiError::internal(format!("{} has no {action}", product.id)))?;
    parameters.sort();
    (entry.callers)(cx.tx, cx.caller)?;
    let mut answer = Vec::new();
    (entry.call)(cx, &mut Params::new(&parameters, product.wording), &mut answer)?;
    serde_json::from_slice(&answer).map_err(|e| ApiError::internal(e).into())
}
