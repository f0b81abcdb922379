//! The parameters of a call: each action has a table of those that it reads, and finds what came by name.

use serde_json::{Map, Value};

use super::{names, parameters::DOCS};
use crate::{Params, Result, Spec, Tag, TagReader, request::spec};

/// What a parameter is.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    /// A text with a form of its own: see [`names::rule`].
    Checked,
    /// A text that may be empty, which clears what it names.
    Kept,
    Int(i64, i64),
    Flag,
    /// Texts, `Name.1`…
    List(usize),
    /// Numbers, `Name.1`…
    Numbers(usize),
    /// Groups, `Name.1.Part`…
    Each(usize, &'static [Parameter]),
    /// Tags, `Name.1.Key`…
    Tags,
    /// `PageNumber`, and `PageSize` up to this: a greater one is refused (assumed), and a page after the last is empty.
    Page(i64),
    /// `NextToken`, and `MaxResults`: how many by default, at least and at most.
    Results(i64, i64, i64),
}

/// A parameter that an action reads.
#[derive(Clone, Copy)]
pub(in crate::ecs) struct Parameter {
    name: &'static str,
    kind: Kind,
    required: bool,
}

const fn optional(name: &'static str, kind: Kind) -> Parameter {
    Parameter { name, kind, required: false }
}

/// A text that must be there.
pub(in crate::ecs) const fn need(name: &'static str) -> Parameter {
    Parameter { name, kind: Kind::Text, required: true }
}
/// A number that must be there.
pub(in crate::ecs) const fn need_int(name: &'static str) -> Parameter {
    Parameter { name, kind: Kind::Int(0, i64::MAX), required: true }
}
/// A text with a form of its own that must be there.
pub(in crate::ecs) const fn need_checked(name: &'static str) -> Parameter {
    Parameter { name, kind: Kind::Checked, required: true }
}
/// Texts of which there must be one.
pub(in crate::ecs) const fn need_list(name: &'static str, max: usize) -> Parameter {
    Parameter { name, kind: Kind::List(max), required: true }
}
/// Numbers of which there must be one.
pub(in crate::ecs) const fn need_numbers(name: &'static str, max: usize) -> Parameter {
    Parameter { name, kind: Kind::Numbers(max), required: true }
}
/// A text.
pub(in crate::ecs) const fn text(name: &'static str) -> Parameter {
    optional(name, Kind::Text)
}
/// A text with a form of its own.
pub(in crate::ecs) const fn checked(name: &'static str) -> Parameter {
    optional(name, Kind::Checked)
}
/// A text that may be empty.
pub(in crate::ecs) const fn kept(name: &'static str) -> Parameter {
    optional(name, Kind::Kept)
}
/// A number.
pub(in crate::ecs) const fn int(name: &'static str) -> Parameter {
    optional(name, Kind::Int(i64::MIN, i64::MAX))
}
/// A number of a range.
pub(in crate::ecs) const fn within(name: &'static str, least: i64, most: i64) -> Parameter {
    optional(name, Kind::Int(least, most))
}
/// True or false.
pub(in crate::ecs) const fn flag(name: &'static str) -> Parameter {
    optional(name, Kind::Flag)
}
/// Texts.
pub(in crate::ecs) const fn list(name: &'static str, max: usize) -> Parameter {
    optional(name, Kind::List(max))
}
/// Numbers.
pub(in crate::ecs) const fn numbers(name: &'static str, max: usize) -> Parameter {
    optional(name, Kind::Numbers(max))
}
/// Groups of parameters.
pub(in crate::ecs) const fn each(
    name: &'static str,
    max: usize,
    parts: &'static [Parameter],
) -> Parameter {
    optional(name, Kind::Each(max, parts))
}
/// Tags.
pub(in crate::ecs) const fn tags(name: &'static str) -> Parameter {
    optional(name, Kind::Tags)
}
/// A numbered page.
pub(in crate::ecs) const fn page(max: i64) -> Parameter {
    optional("PageSize", Kind::Page(max))
}
/// A page that goes on from a token.
pub(in crate::ecs) const fn results(usual: i64, least: i64, most: i64) -> Parameter {
    optional("MaxResults", Kind::Results(usual, least, most))
}

/// The most tags of a call.
const MAX_TAGS: usize = 20;

/// Reads `Tag`, for conditions of policies on the tags of a call.
pub(in crate::ecs) const TAG_READER: TagReader = |p| read_tags(p, "Tag");

fn read_tags(p: &mut Params<'_>, name: &str) -> Result<Vec<Tag>> {
    let key = spec::text("Key").form("tag key", names::is_tag_key).doc("The key of the tag.");
    let value =
        spec::text("Value").form("tag value", names::is_tag_value).doc("The value of the tag.");
    p.tags(name, MAX_TAGS, key, value)
}

/// What a parameter means, by its whole name or by the last part of it.
fn doc(name: &str) -> &'static str {
    let find = |name: &str| DOCS.binary_search_by(|it| it.0.cmp(name)).ok().map(|at| DOCS[at].1);
    find(name).or_else(|| find(name.rsplit('.').next()?)).unwrap_or_default()
}

fn spec_of(it: &Parameter) -> Spec<String> {
    let mut spec = spec::text(it.name).doc(doc(it.name));
    if matches!(it.kind, Kind::Checked)
        && let Some((what, check)) = names::rule(it.name)
    {
        spec = spec.form(what, check);
    }
    if matches!(it.kind, Kind::Kept) {
        spec = spec.keep_empty();
    }
    if it.name.ends_with("Password") { spec.secret() } else { spec }
}

fn number(name: &'static str, least: i64, most: i64) -> Spec<i64> {
    let spec = spec::int(name).doc(doc(name));
    if (least, most) == (i64::MIN, i64::MAX) { spec } else { spec.range(least, most) }
}

/// A token of a list: the number of the last resource of the page before.
fn is_token(it: &str) -> bool {
    it.len() == 16 && i64::from_str_radix(it, 16).is_ok_and(|it| it > 0)
}

/// Under which the region is kept of a call whose action has no such parameter.
const SENT_REGION: &str = "(region)";

/// What came with a call, by the names of its parameters.
#[derive(Clone, Debug, Default)]
pub(in crate::ecs) struct Given(pub(in crate::ecs) Map<String, Value>);

impl Given {
    /// Reads the parameters of this table, and the region, which clients send with every call, also with one that has no such
    /// parameter (observed).
    pub(in crate::ecs) fn read(p: &mut Params<'_>, all: &[Parameter]) -> Result<Self> {
        let mut it = Self::read_group(p, all)?;
        if !it.has("RegionId")
            && let Some(region) = p.parameters().non_empty("RegionId")
        {
            it.put(SENT_REGION, region);
        }
        Ok(it)
    }

    fn read_group(p: &mut Params<'_>, all: &[Parameter]) -> Result<Self> {
        let mut it = Self::default();
        for one in all {
            it.take(p, one)?;
        }
        Ok(it)
    }

    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn take(&mut self, p: &mut Params<'_>, it: &Parameter) -> Result<()> {
        let name = it.name;
        match it.kind {
            Kind::Text | Kind::Checked | Kind::Kept => {
                let spec = spec_of(it);
                let found = if it.required { Some(p.required(spec)?) } else { p.optional(spec)? };
                if let Some(value) = found {
                    self.put(name, value);
                }
            }
            Kind::Int(least, most) => {
                let spec = number(name, least, most);
                let found = if it.required { Some(p.required(spec)?) } else { p.optional(spec)? };
                if let Some(value) = found {
                    self.put(name, value);
                }
            }
            Kind::Flag => {
                if let Some(value) = p.optional(spec::flag(name).doc(doc(name)))? {
                    self.put(name, value);
                }
            }
            Kind::List(max) => {
                let found = p.list(spec::text(name).doc(doc(name)), max)?;
                let found = if it.required { Some(p.require(name, found)?) } else { found };
                if let Some(all) = found {
                    self.put(name, all);
                }
            }
            Kind::Numbers(max) => {
                let found = p.list(number(name, 0, i64::MAX), max)?;
                let found = if it.required { Some(p.require(name, found)?) } else { found };
                if let Some(all) = found {
                    self.put(name, all);
                }
            }
            Kind::Each(max, parts) => {
                let all =
                    p.each(name, max, |p| Ok(Value::Object(Self::read_group(p, parts)?.0)))?;
                if !all.is_empty() {
                    self.put(name, all);
                }
            }
            Kind::Tags => {
                let all = read_tags(p, name)?;
                let pair = |(key, value): Tag| match value {
                    Some(value) => serde_json::json!({"Key": key, "Value": value}),
                    None => serde_json::json!({"Key": key}),
                };
                if !all.is_empty() {
                    self.put(name, all.into_iter().map(pair).collect::<Vec<_>>());
                }
            }
            Kind::Page(max) => {
                let page = p.optional(number("PageNumber", 1, i64::MAX))?;
                let size = p.optional(number("PageSize", 1, max))?;
                self.put("Paged", page.is_some() || size.is_some());
                self.put("PageNumber", page.unwrap_or(1));
                self.put("PageSize", p.page_size(size.unwrap_or(10)));
            }
            Kind::Results(usual, least, most) => {
                let token = spec::text("NextToken").form("token", is_token).doc(doc("NextToken"));
                let token = p.optional(token)?;
                let size = p.optional(number("MaxResults", 1, i64::MAX))?;
                self.put("Resumed", token.is_some() || size.is_some());
                let size = size.map_or(usual, |it| it.clamp(least, most));
                self.put("MaxResults", p.page_size(size));
                if let Some(token) = token {
                    self.put("NextToken", token);
                }
            }
        }
        Ok(())
    }

    /// The text of this name; empty if none came.
    pub(in crate::ecs) fn text(&self, name: &str) -> &str {
        self.opt(name).unwrap_or_default()
    }

    /// The text of this name, if one came.
    pub(in crate::ecs) fn opt(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// The region that the call names, whether its action has that parameter or not: what the call is about is there.
    pub(in crate::ecs) fn named_region(&self) -> Option<&str> {
        self.opt("RegionId").or_else(|| self.opt(SENT_REGION))
    }

    /// The number of this name, also where it is a text.
    pub(in crate::ecs) fn int(&self, name: &str) -> Option<i64> {
        match self.0.get(name)? {
            Value::String(text) => text.parse().ok(),
            other => other.as_i64(),
        }
    }

    /// The flag of this name, also where it is a text.
    pub(in crate::ecs) fn opt_flag(&self, name: &str) -> Option<bool> {
        match self.0.get(name)? {
            Value::String(text) => Some(text.eq_ignore_ascii_case("true")),
            other => other.as_bool(),
        }
    }

    /// Whether the flag of this name is true.
    pub(in crate::ecs) fn flag(&self, name: &str) -> bool {
        self.opt_flag(name).unwrap_or_default()
    }

    /// Whether something of this name came.
    pub(in crate::ecs) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The texts of this name, if any came.
    pub(in crate::ecs) fn list(&self, name: &str) -> Option<Vec<String>> {
        let all = self.0.get(name)?.as_array()?;
        Some(all.iter().filter_map(|it| Some(it.as_str()?.to_owned())).collect())
    }

    /// The numbers of this name, if any came.
    pub(in crate::ecs) fn numbers(&self, name: &str) -> Option<Vec<i64>> {
        let all = self.0.get(name)?.as_array()?;
        Some(all.iter().filter_map(Value::as_i64).collect())
    }

    /// The groups of this name.
    pub(in crate::ecs) fn each(&self, name: &str) -> Vec<Self> {
        let all = self.0.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        all.iter().filter_map(|it| Some(Self(it.as_object()?.clone()))).collect()
    }

    /// The tags of this name.
    pub(in crate::ecs) fn tags(&self, name: &str) -> Vec<Tag> {
        let pair = |it: Self| (it.text("Key").to_owned(), it.opt("Value").map(str::to_owned));
        self.each(name).into_iter().map(pair).collect()
    }

    /// What came with these parameters, and what `other` has where nothing came.
    #[must_use]
    pub(in crate::ecs) fn or(mut self, other: &Map<String, Value>) -> Self {
        for (name, value) in other {
            if !self.0.contains_key(name) {
                self.put(name, value.clone());
            }
        }
        self
    }
}
