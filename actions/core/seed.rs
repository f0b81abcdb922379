//! How the entries of a seed file ([`SeedKind`]) become calls of the product's own actions ([`call`]), so that an entry
//! is checked as they check; what no action can do, such as a given id, is done by a function of the product.

use serde_json::Value;

pub use crate::core::seed_kind::{
    CreateEntry, ExportEntries, Fields, SeedForm, SeedKind, SeedMember, SeedType, UpdateEntry,
    difference,
};
use crate::{
    Action, ApiError, Cx, Origin, Parameters, Params, Product,
    core::{control::ControlError, seed_kind::plain},
};

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
    // The order of a list does not count, and nothing is as good as an empty text, an empty list or `false`.
    let plain_list = |it: &Value| {
        let mut all: Vec<String> = it.as_array()?.iter().map(plain).collect();
        all.sort_unstable();
        Some(all)
    };
    let empty = [Value::Bool(false), Value::from(""), Value::Array(Vec::new())];
    for name in names {
        if let (Some(wanted), there) = (wanted.get(*name), present.get(*name))
            && Some(wanted) != there
            && !(there.is_none() && empty.contains(wanted))
            && (plain_list(wanted).is_none() || plain_list(wanted) != there.and_then(plain_list))
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
