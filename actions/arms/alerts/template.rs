//! The language of message templates: Go's, as far as the pages show it.
//!
//! `{{ .level }}`, `{{ if eq "app" .commonLabels.kind }}…{{ else }}…{{ end }}`, `{{ for .alerts }}…{{ end }}` (also `range`),
//! `{{ $a := index .alerts 0 }}`, with `eq`, `ne`, `and`, `or`, `not`, `index` and `len`, and parentheses. What is not
//! known is shown as nothing; a block that is not ended ends with the text. Length of the output, number of steps and
//! nesting are bounded, so that any text costs a bounded time.

mod parse;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use serde_json::Value;

use self::parse::{Expr, Node, parse};
use crate::shared::text::cut;

/// The most bytes that are rendered.
const OUTPUT: usize = 64 * 1024;
/// The most parts of a template that are gone through, each time that they are.
const STEPS: usize = 50_000;

/// The text of a template with the values of `data` in it.
pub(super) fn render(template: &str, data: &Value) -> String {
    let nodes = parse(template);
    let steps = Cell::new(STEPS);
    let mut renderer = Renderer { root: data, names: Vec::new(), steps, out: String::new() };
    renderer.all(&nodes, &Val::Json(data));
    renderer.out
}

/// A value.
#[derive(Clone)]
enum Val<'a> {
    Json(&'a Value),
    Text(&'a str),
    Number(i64),
    Truth(bool),
    Nothing,
}

impl<'a> Val<'a> {
    fn shown(&self) -> String {
        match self {
            Self::Json(Value::String(text)) => text.clone(),
            // Lists and objects have no text.
            Self::Json(Value::Null | Value::Array(_) | Value::Object(_)) | Self::Nothing => {
                String::new()
            }
            Self::Json(other) => other.to_string(),
            Self::Text(text) => (*text).to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
        }
    }

    /// As Go decides: what is empty or zero is false.
    fn is_true(&self) -> bool {
        match self {
            Self::Json(Value::String(text)) => !text.is_empty(),
            Self::Json(Value::Array(list)) => !list.is_empty(),
            Self::Json(Value::Object(members)) => !members.is_empty(),
            Self::Json(Value::Number(number)) => number.as_f64() != Some(0.0),
            Self::Json(Value::Null) | Self::Nothing => false,
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0,
            Self::Json(Value::Bool(truth)) | Self::Truth(truth) => *truth,
        }
    }

    fn member(&self, name: &str) -> Val<'a> {
        match self {
            Self::Json(value) => value.get(name).map_or(Val::Nothing, Val::Json),
            _ => Val::Nothing,
        }
    }
}

struct Renderer<'a> {
    root: &'a Value,
    names: Vec<(&'a str, Val<'a>)>,
    /// How many are left.
    steps: Cell<usize>,
    out: String,
}

impl<'a> Renderer<'a> {
    fn write(&mut self, text: &str) {
        let left = OUTPUT.saturating_sub(self.out.len());
        self.out.push_str(cut(text, left));
    }

    fn step(&self) {
        self.steps.set(self.steps.get().saturating_sub(1));
    }

    fn is_over(&self) -> bool {
        self.steps.get() == 0 || self.out.len() + 4 > OUTPUT
    }

    fn all(&mut self, nodes: &'a [Node<'a>], dot: &Val<'a>) {
        for node in nodes {
            if self.is_over() {
                return;
            }
            self.step();
            match node {
                Node::Text(text) => self.write(text),
                Node::Show(expr) => {
                    let shown = self.value(expr, dot).shown();
                    self.write(&shown);
                }
                Node::Set(name, expr) => {
                    let value = self.value(expr, dot);
                    self.names.retain(|(it, _)| it != name);
                    self.names.push((name, value));
                }
                Node::If(branches, last) => {
                    let mut chosen = last;
                    for (condition, nodes) in branches {
                        if self.value(condition, dot).is_true() {
                            chosen = nodes;
                            break;
                        }
                    }
                    self.all(chosen, dot);
                }
                Node::For(name, list, inner) => {
                    let Val::Json(list) = self.value(list, dot) else { continue };
                    let elements: Vec<&Value> = match list {
                        Value::Array(list) => list.iter().collect(),
                        Value::Object(members) => members.values().collect(),
                        _ => continue,
                    };
                    let held = self.names.len();
                    for element in elements {
                        if self.is_over() {
                            return;
                        }
                        self.step();
                        self.names.truncate(held);
                        if let Some(name) = name {
                            self.names.push((name, Val::Json(element)));
                        }
                        self.all(inner, &Val::Json(element));
                    }
                    self.names.truncate(held);
                }
            }
        }
    }

    fn path(&self, path: &str, dot: &Val<'a>) -> Val<'a> {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let start = match first {
            "" => dot.clone(),
            "$" => Val::Json(self.root),
            name => {
                let found = self.names.iter().rev().find(|(it, _)| *it == name);
                found.map_or(Val::Nothing, |(_, value)| value.clone())
            }
        };
        rest.split('.').filter(|part| !part.is_empty()).fold(start, |at, part| at.member(part))
    }

    fn value(&self, expr: &Expr<'a>, dot: &Val<'a>) -> Val<'a> {
        if self.is_over() {
            return Val::Nothing;
        }
        self.step();
        match expr {
            Expr::Path(path) => self.path(path, dot),
            Expr::Text(text) => Val::Text(text),
            Expr::Number(number) => Val::Number(*number),
            Expr::Unknown => Val::Nothing,
            Expr::Call(name, arguments) => {
                let values: Vec<Val<'a>> = arguments.iter().map(|it| self.value(it, dot)).collect();
                called(name, &values)
            }
        }
    }
}

fn called<'a>(name: &str, values: &[Val<'a>]) -> Val<'a> {
    let Some((first, others)) = values.split_first() else { return Val::Nothing };
    let is_first = |it: &Val<'a>| it.shown() == first.shown();
    match name {
        "eq" => Val::Truth(others.iter().any(is_first)),
        "ne" => Val::Truth(!others.iter().any(is_first)),
        "not" => Val::Truth(!first.is_true()),
        "and" => values.iter().find(|it| !it.is_true()).or(values.last()).unwrap_or(first).clone(),
        "or" => values.iter().find(|it| it.is_true()).or(values.last()).unwrap_or(first).clone(),
        "index" => others.iter().fold(first.clone(), |at, key| match (&at, key) {
            (Val::Json(value), Val::Number(number)) => usize::try_from(*number)
                .ok()
                .and_then(|number| value.get(number))
                .map_or(Val::Nothing, Val::Json),
            _ => at.member(&key.shown()),
        }),
        _ => match first {
            Val::Json(Value::Array(list)) => number(list.len()),
            Val::Json(Value::Object(members)) => number(members.len()),
            other => number(other.shown().chars().count()),
        },
    }
}

fn number<'a>(count: usize) -> Val<'a> {
    Val::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
