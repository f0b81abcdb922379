//! The decoded parameters of one call: one buffer of text and a sorted list of ranges in it.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Where in the request a parameter was found. The signature schemes differ in which of these they
/// cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// The query string.
    Query,
    /// A body of type `application/x-www-form-urlencoded`.
    Form,
    /// The top level of a JSON object in the body.
    Json,
    /// A variable segment of the path.
    Path,
}

/// Decoded parameters, sorted by the bytes of their names, as every signature scheme requires.
///
/// Owned, so that a call can move to another thread; two allocations regardless of the number.
#[derive(Clone, Debug, Default)]
pub struct Parameters {
    text: String,
    pairs: Vec<Pair>,
    unread: Option<&'static str>,
}

#[derive(Clone, Debug)]
struct Pair {
    key: Range<usize>,
    value: Range<usize>,
    origin: Origin,
}

/// One parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter<'a> {
    /// Its decoded name.
    pub name: &'a str,
    /// Its decoded value.
    pub value: &'a str,
    /// Where it was found.
    pub origin: Origin,
}

/// The parameters whose names start alike: those of one call, or those of one group of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group<'a> {
    text: &'a str,
    pairs: &'a [Pair],
    /// How many bytes the names have in common.
    common: usize,
}

impl<'a> Group<'a> {
    /// The value of the parameter whose name goes on with `name`. Of several values with one name it is the first of
    /// the body, or else the first of the query (assumed: no published client sends a name twice).
    pub(crate) fn get(self, name: &str) -> Option<&'a str> {
        let rest = |p: &Pair| &self.text[p.key.start + self.common..p.key.end];
        let first = self.pairs.partition_point(|p| rest(p) < name);
        let mut named = self.pairs[first..].iter().take_while(|p| rest(p) == name);
        let query = named.next()?;
        let beyond = |p: &&Pair| p.origin > Origin::Query;
        let pair = Some(query).filter(beyond).or_else(|| named.find(beyond)).unwrap_or(query);
        Some(&self.text[pair.value.clone()])
    }
}

/// How deep the values of a JSON object may be nested: a list of objects in it, and one level to spare.
const MAX_JSON_DEPTH: usize = 4;
/// The longest name of a member of a JSON object that is read; no action has one as long.
const MAX_JSON_NAME_BYTES: usize = 64;

/// A JSON text, number or boolean as the text of a parameter.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

impl Parameters {
    /// Room for about `bytes` of text.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        let (text, pairs) = (String::with_capacity(bytes), Vec::with_capacity(16));
        Self { text, pairs, unread: None }
    }

    /// Adds a parameter. Call [`sort`](Self::sort) after the last.
    pub fn add(&mut self, name: &str, value: &str, origin: Origin) {
        let start = self.text.len();
        self.text.push_str(name);
        let middle = self.text.len();
        self.text.push_str(value);
        let end = self.text.len();
        self.pairs.push(Pair { key: start..middle, value: middle..end, origin });
    }

    /// Replaces all parameters of this name with one. Call [`sort`](Self::sort) after the last.
    pub fn replace(&mut self, name: &str, value: &str, origin: Origin) {
        self.retain(|parameter| parameter.name != name);
        self.add(name, value, origin);
    }

    /// Sorts the parameters by name, and those with the same name by origin.
    pub fn sort(&mut self) {
        let text = &self.text;
        self.pairs.sort_by(|a, b| {
            (&text[a.key.clone()], a.origin).cmp(&(&text[b.key.clone()], b.origin))
        });
    }

    /// The value of the parameter `name`. Of several it is the same one as for [`get`](Self::get).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.group("").get(name)
    }

    /// The parameters whose names start with `prefix`.
    pub(crate) fn group(&self, prefix: &str) -> Group<'_> {
        let key = |p: &Pair| &self.text[p.key.clone()];
        let first = self.pairs.partition_point(|p| key(p) < prefix);
        let from = &self.pairs[first..];
        let count = from.partition_point(|p| key(p).starts_with(prefix));
        Group { text: &self.text, pairs: &from[..count], common: prefix.len() }
    }

    /// The value of `name`, unless it is empty.
    #[must_use]
    pub fn non_empty(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|v| !v.is_empty())
    }

    /// The value of `name` from one of `places`, unless it is empty.
    #[must_use]
    pub fn non_empty_in(&self, places: &[Origin], name: &str) -> Option<&str> {
        let at = self.pairs.partition_point(|p| &self.text[p.key.clone()] < name);
        let named = self.pairs[at..].iter().take_while(|p| &self.text[p.key.clone()] == name);
        let first = named.into_iter().find(|p| places.contains(&p.origin))?;
        Some(&self.text[first.value.clone()]).filter(|v| !v.is_empty())
    }

    /// Removes every parameter for which `keep` returns false.
    pub fn retain(&mut self, mut keep: impl FnMut(Parameter<'_>) -> bool) {
        let text = &self.text;
        self.pairs.retain(|p| {
            let (name, value) = (&text[p.key.clone()], &text[p.value.clone()]);
            keep(Parameter { name, value, origin: p.origin })
        });
    }

    /// Whether some parameter's name starts with `prefix`.
    #[must_use]
    pub fn has_prefix(&self, prefix: &str) -> bool {
        let at = self.pairs.partition_point(|p| &self.text[p.key.clone()] < prefix);
        self.pairs.get(at).is_some_and(|p| self.text[p.key.clone()].starts_with(prefix))
    }

    /// The parameters in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = Parameter<'_>> {
        self.pairs.iter().map(|p| Parameter {
            name: &self.text[p.key.clone()],
            value: &self.text[p.value.clone()],
            origin: p.origin,
        })
    }

    /// The parameters whose names start with `prefix`, in the order of their names.
    pub fn with_prefix<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = Parameter<'a>> {
        let at = self.pairs.partition_point(|p| &self.text[p.key.clone()] < prefix);
        self.iter().skip(at).take_while(move |p| p.name.starts_with(prefix))
    }

    /// The elements of a JSON list, texts or objects of texts, as the parameters `name.1`…; `null`, which
    /// Go's old SDK sends for a list that was not given, has none.
    #[must_use]
    pub fn from_json_list(name: &str, list: &str) -> Option<Self> {
        let list: Option<Vec<Value>> = serde_json::from_str(list).ok()?;
        let mut parameters = Self::default();
        for (number, item) in (1..).zip(list.iter().flatten()) {
            match item {
                Value::Object(fields) => {
                    for (part, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
                        let name = format!("{name}.{number}.{part}");
                        parameters.add(&name, &plain(value)?, Origin::Query);
                    }
                }
                other => parameters.add(&format!("{name}.{number}"), &plain(other)?, Origin::Query),
            }
        }
        parameters.sort();
        Some(parameters)
    }

    /// The members of a JSON object as the parameters `name.Part`, `name.Part.1.Part`…, which is how the same
    /// values are named when each is a parameter; `null` has none.
    #[must_use]
    pub fn from_json_object(name: &str, object: &str) -> Option<Self> {
        let object: Option<Map<String, Value>> = serde_json::from_str(object).ok()?;
        let mut parameters = Self::default();
        parameters.add_json(name, &Value::Object(object.unwrap_or_default()), MAX_JSON_DEPTH)?;
        parameters.sort();
        Some(parameters)
    }

    /// Adds the values in `value`; `None` if they are nested deeper than `depth`. Members with longer names
    /// than any parameter has are left out: the length of all names together is bounded.
    fn add_json(&mut self, name: &str, value: &Value, depth: usize) -> Option<()> {
        match value {
            Value::Null => {}
            Value::Object(members) => {
                let known = members.iter().filter(|(part, _)| part.len() <= MAX_JSON_NAME_BYTES);
                for (part, value) in known {
                    self.add_json(&format!("{name}.{part}"), value, depth.checked_sub(1)?)?;
                }
            }
            Value::Array(list) => {
                for (number, value) in (1..).zip(list) {
                    self.add_json(&format!("{name}.{number}"), value, depth.checked_sub(1)?)?;
                }
            }
            other => self.add(name, &plain(other)?, Origin::Query),
        }
        Some(())
    }

    /// Records why the body was not read as parameters, in a sentence.
    pub fn note_unread_body(&mut self, why: &'static str) {
        self.unread = Some(why);
    }

    /// Why the body was not read as parameters, if it was not.
    #[must_use]
    pub const fn unread(&self) -> Option<&'static str> {
        self.unread
    }

    /// Why `name` may be missing although the caller sent it, in a sentence.
    #[must_use]
    pub fn why_missing(&self, name: &str) -> Option<String> {
        let alike = self.iter().find(|p| p.name.eq_ignore_ascii_case(name));
        match alike {
            Some(it) if it.name == name => Some(format!("{name} is there, but empty.")),
            Some(it) => Some(format!(
                "Names of parameters are case-sensitive: the call has {}, not {name}.",
                it.name
            )),
            None => self.unread.map(str::to_owned),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Parameters {
    /// Parameters of a query, sorted.
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(pairs: I) -> Self {
        let mut parameters = Self::default();
        for (name, value) in pairs {
            parameters.add(name, value, Origin::Query);
        }
        parameters.sort();
        parameters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_ordered_by_their_bytes() {
        let parameters: Parameters =
            [("Tag_1", "u"), ("Tag.10.Key", "x"), ("键", "c"), ("tag", "t"), ("Tag.2.Key", "y")]
                .into_iter()
                .collect();
        let names: Vec<_> = parameters.iter().map(|p| p.name).collect();
        assert_eq!(names, ["Tag.10.Key", "Tag.2.Key", "Tag_1", "tag", "键"]);
        assert_eq!(parameters.get("tag"), Some("t"));
        assert_eq!(parameters.get("Tag"), None);
        assert!(parameters.has_prefix("Tag.2."));
        assert!(!parameters.has_prefix("Tag.3."));
        assert_eq!(parameters.with_prefix("Tag.").count(), 2);
    }

    #[test]
    fn what_is_missing_may_have_been_given_all_the_same() {
        let mut parameters: Parameters = [("TimeStamp", "1"), ("Empty", "")].into_iter().collect();
        let why = |parameters: &Parameters, name| parameters.why_missing(name).unwrap_or_default();
        let case = "Names of parameters are case-sensitive: the call has TimeStamp, not Timestamp.";
        assert_eq!(why(&parameters, "Timestamp"), case);
        assert_eq!(why(&parameters, "Empty"), "Empty is there, but empty.");
        assert_eq!(why(&parameters, "Name"), "");
        parameters.note_unread_body("The body was not read.");
        assert_eq!(why(&parameters, "Name"), "The body was not read.");
        assert_eq!(why(&parameters, "Timestamp"), case);
    }

    #[test]
    fn the_body_wins_over_the_query() {
        let mut parameters = Parameters::default();
        parameters.add("A", "query", Origin::Query);
        parameters.add("A", "body", Origin::Form);
        parameters.add("A", "second", Origin::Form);
        parameters.add("B", "1", Origin::Query);
        parameters.add("B", "2", Origin::Query);
        parameters.sort();
        assert_eq!((parameters.get("A"), parameters.get("B")), (Some("body"), Some("1")));
        assert_eq!(
            (parameters.get(""), parameters.get("AA"), parameters.get("C")),
            (None, None, None)
        );
        assert_eq!(parameters.non_empty_in(&[Origin::Form, Origin::Json], "A"), Some("body"));
        assert_eq!(parameters.non_empty_in(&[Origin::Json], "A"), None);
        assert_eq!(parameters.len(), 5);
        parameters.retain(|p| p.origin == Origin::Query);
        assert_eq!((parameters.get("A"), parameters.len()), (Some("query"), 3));
    }

    #[test]
    fn the_path_wins_over_all() {
        let mut parameters: Parameters = [("A", "1"), ("A", "2"), ("B", "3")].into_iter().collect();
        parameters.replace("A", "path", Origin::Path);
        parameters.sort();
        assert_eq!(
            (parameters.get("A"), parameters.get("B"), parameters.len()),
            (Some("path"), Some("3"), 2)
        );
    }
}
