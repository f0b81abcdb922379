//! Reads YAML into a tree whose nodes know their line and column. JSON is YAML.
//!
//! Tags, anchors and aliases are refused, so a document is never larger than its text, and so are members that come
//! twice.

use std::{collections::HashSet, fmt};

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::{Map, Value};

use crate::printable::printable;

/// The most bytes of a document, with the files that it names.
pub(super) const MAX_BYTES: usize = 64 * 1024 * 1024;
/// How deep lists and objects may be in each other.
const MAX_DEPTH: usize = 100;
/// How many values a document may have.
const MAX_NODES: usize = 1_000_000;

/// Where something is in a document; both count from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl From<Span> for Position {
    fn from(span: Span) -> Self {
        Self { line: span.start.line(), column: span.start.col() + 1 }
    }
}

/// A value, and where it begins.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) at: Position,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// `null`, a flag, a number or a text, and how it is written.
    Scalar(Value, String),
    List(Vec<Node>),
    Object(Vec<(Name, Node)>),
}

/// The name of a member.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) at: Position,
    pub(super) text: String,
}

/// What is wrong with a document, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) at: Position,
    pub(super) why: String,
}

impl Wrong {
    /// What is wrong, in one line, whatever the names in the document have in them.
    pub(super) fn new(at: Position, why: impl Into<String>) -> Self {
        Self { at, why: printable(&why.into(), &[]).into_owned() }
    }
}

impl Node {
    /// The value of a member, if it is an object that has it.
    pub(super) fn into_member(self, name: &str) -> Option<Self> {
        let Content::Object(members) = self.content else { return None };
        members.into_iter().find(|(it, _)| it.text == name).map(|(_, value)| value)
    }

    /// As JSON.
    pub(super) fn to_json(&self) -> Value {
        match &self.content {
            Content::Scalar(value, _) => value.clone(),
            Content::List(all) => all.iter().map(Self::to_json).collect(),
            Content::Object(members) => members
                .iter()
                .map(|(name, value)| (name.text.clone(), value.to_json()))
                .collect::<Map<_, _>>()
                .into(),
        }
    }

    /// What it is, for a message.
    pub(super) fn kind(&self) -> &'static str {
        match &self.content {
            Content::Scalar(Value::Null, _) => "null",
            Content::Scalar(Value::Bool(_), _) => "a flag",
            Content::Scalar(Value::Number(_), _) => "a number",
            Content::Scalar(..) => "a text",
            Content::List(_) => "a list",
            Content::Object(_) => "an object",
        }
    }
}

/// A list or an object that is not at its end yet.
struct Open {
    node: Node,
    /// The name of the member whose value comes next.
    name: Option<Name>,
    names: HashSet<String>,
}

/// The documents of a text: at most two.
pub(super) fn read(text: &str) -> Result<Vec<Node>, Wrong> {
    read_counting(text, &mut 0)
}

/// [`read`], which counts the parts of the text that it looks at: values, and the ends of lists and objects.
fn read_counting(text: &str, parts: &mut usize) -> Result<Vec<Node>, Wrong> {
    if text.len() > MAX_BYTES {
        let why = format!("the document has more than {MAX_BYTES} bytes");
        return Err(Wrong::new(Position { line: 1, column: 1 }, why));
    }
    let (mut documents, mut open, mut count) = (Vec::new(), Vec::<Open>::new(), 0_usize);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| {
            let at = Position { line: e.marker().line(), column: e.marker().col() + 1 };
            Wrong::new(at, format!("this is not YAML: {}", e.info()))
        })?;
        *parts += 1;
        let at = Position::from(span);
        let finished = match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => continue,
            Event::DocumentStart(_) if documents.len() < 2 => continue,
            Event::DocumentStart(_) => {
                return Err(Wrong::new(at, "there are more documents than one"));
            }
            Event::Alias(_) => {
                return Err(Wrong::new(at, "aliases are not read: write the value out"));
            }
            Event::Scalar(text, style, anchor, tag) => {
                plain(at, anchor, tag.is_some())?;
                let value = match style {
                    ScalarStyle::Plain => resolve(&text),
                    _ => Value::String(text.to_string()),
                };
                Node { at, content: Content::Scalar(value, text.into_owned()) }
            }
            Event::SequenceStart(anchor, tag) => {
                plain(at, anchor, tag.is_some())?;
                enter(&mut open, at, Content::List(Vec::new()))?;
                continue;
            }
            Event::MappingStart(anchor, tag) => {
                plain(at, anchor, tag.is_some())?;
                enter(&mut open, at, Content::Object(Vec::new()))?;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(it) => it.node,
                None => continue,
            },
        };
        count += 1;
        if count > MAX_NODES {
            return Err(Wrong::new(at, format!("the document has more than {MAX_NODES} values")));
        }
        match open.last_mut() {
            None => documents.push(finished),
            Some(parent) => parent.add(finished)?,
        }
    }
    Ok(documents)
}

fn plain(at: Position, anchor: usize, tagged: bool) -> Result<(), Wrong> {
    if anchor > 0 {
        return Err(Wrong::new(at, "anchors are not read: write the value out where it is used"));
    }
    if tagged {
        return Err(Wrong::new(at, "tags are not read: write the value in quotes if it is a text"));
    }
    Ok(())
}

fn enter(open: &mut Vec<Open>, at: Position, content: Content) -> Result<(), Wrong> {
    if open.len() >= MAX_DEPTH {
        return Err(Wrong::new(at, format!("this is deeper than {MAX_DEPTH} levels")));
    }
    open.push(Open { node: Node { at, content }, name: None, names: HashSet::new() });
    Ok(())
}

impl Open {
    fn add(&mut self, node: Node) -> Result<(), Wrong> {
        match &mut self.node.content {
            Content::List(all) => all.push(node),
            Content::Object(members) => {
                if let Some(name) = self.name.take() {
                    members.push((name, node));
                    return Ok(());
                }
                let Content::Scalar(_, text) = node.content else {
                    return Err(Wrong::new(node.at, "the name of a member is a text"));
                };
                if !self.names.insert(text.clone()) {
                    return Err(Wrong::new(node.at, format!("`{text}` is here twice")));
                }
                self.name = Some(Name { at: node.at, text });
            }
            Content::Scalar(..) => {}
        }
        Ok(())
    }
}

/// What a text without quotes is, by the core schema of YAML 1.2.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return true.into(),
        "false" | "False" | "FALSE" => return false.into(),
        _ => {}
    }
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return text.into();
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        return match text.trim_start_matches('+').parse::<i64>() {
            Ok(number) => number.into(),
            Err(_) => text.parse::<f64>().map_or_else(|_| text.into(), Value::from),
        };
    }
    let based = |prefix: &str, radix| {
        let digits = text.strip_prefix(prefix)?;
        i64::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with(['-', '+']))
    };
    if let Some(number) = based("0x", 16).or_else(|| based("0o", 8)) {
        return number.into();
    }
    let is_number = digits.bytes().all(|b| b.is_ascii_digit() || b".eE+-".contains(&b))
        && digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    match text.parse::<f64>() {
        Ok(number) if is_number && number.is_finite() => number.into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many parts of a text are looked at.
    fn parts(text: &str) -> usize {
        let mut parts = 0;
        let _ = read_counting(text, &mut parts);
        parts
    }

    #[test]
    fn a_hostile_document_is_looked_at_only_until_it_is_known_to_be_wrong() {
        for part in ["[", "{", "- ", "? ", "[a,", "&a ", "*a ", "!", "---\n", "\"", "\t", "%", "'"]
        {
            let looked = parts(&part.repeat(100_000));
            assert!(looked <= 4 * MAX_DEPTH, "{part}: {looked}");
        }
        let aliases = format!("a: &a [x]\nb: &b [*a,*a,*a]\n{}", "c: [*b,*b]\n".repeat(10_000));
        assert!(parts(&aliases) <= 10);
        let values = format!("version: 1\naccounts: [{}", "a,".repeat(MAX_NODES + MAX_NODES / 2));
        assert!(parts(&values) <= MAX_NODES + 2 * MAX_DEPTH);
    }
}
