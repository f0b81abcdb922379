//! The language of message templates: Go's, as far as the pages show it.
//!
//! `{{ .level }}`, `{{ if eq "app" .commonLabels.kind }}…{{ else }}…{{ end }}`, `{{ for .alerts }}…{{ end }}` (also `range`),
//! `{{ $a := index .alerts 0 }}`, with `eq`, `ne`, `and`, `or`, `not`, `index` and `len`, and parentheses. What is not
//! known is shown as nothing; a block that is not ended ends with the text. Length of the output, number of steps and
//! nesting are bounded, so that any text costs a bounded time.

use std::cell::Cell;

use serde_json::Value;

use crate::shared::text::cut;

/// The most bytes that are rendered.
const OUTPUT: usize = 64 * 1024;
/// The most parts of a template that are gone through, each time that they are.
const STEPS: usize = 50_000;
/// How deep blocks, and parentheses, may be nested.
const DEPTH: usize = 16;

/// The text of a template with the values of `data` in it.
pub(super) fn render(template: &str, data: &Value) -> String {
    let mut parser = Parser { rest: template, depth: 0 };
    let mut nodes = Vec::new();
    // An end without a block is left out.
    while parser.block(&mut nodes) != Ended::Finish {}
    let steps = Cell::new(STEPS);
    let mut renderer = Renderer { root: data, names: Vec::new(), steps, out: String::new() };
    renderer.all(&nodes, &Val::Json(data));
    renderer.out
}

/// A part of a template.
enum Node<'t> {
    Text(&'t str),
    Show(Expr<'t>),
    Set(&'t str, Expr<'t>),
    /// The branches with their conditions, and the last one, which has none.
    If(Vec<(Expr<'t>, Vec<Node<'t>>)>, Vec<Node<'t>>),
    /// The name of each element, if it has one.
    For(Option<&'t str>, Expr<'t>, Vec<Node<'t>>),
}

/// What is computed.
enum Expr<'t> {
    /// `.a.b` is a path from the element at hand, `$.a` from the data, `$a.b` from a name.
    Path(&'t str),
    Text(&'t str),
    Number(i64),
    Call(&'t str, Vec<Expr<'t>>),
    Unknown,
}

/// Why a block ended.
#[derive(PartialEq)]
enum Ended<'t> {
    Finish,
    End,
    /// With the condition of the next branch, if it has one.
    Else(Option<&'t str>),
}

struct Parser<'t> {
    rest: &'t str,
    depth: usize,
}

impl<'t> Parser<'t> {
    /// Reads up to the end of a block.
    fn block(&mut self, nodes: &mut Vec<Node<'t>>) -> Ended<'t> {
        loop {
            let Some((before, after)) = self.rest.split_once("{{") else {
                nodes.push(Node::Text(self.rest));
                self.rest = "";
                return Ended::Finish;
            };
            let Some((inside, rest)) = after.split_once("}}") else {
                nodes.push(Node::Text(self.rest));
                self.rest = "";
                return Ended::Finish;
            };
            let (mut before, mut inside, mut rest) = (before, inside, rest);
            // A hyphen removes the white space beside it.
            if let Some(trimmed) = inside.strip_prefix("- ") {
                (before, inside) = (before.trim_end(), trimmed);
            }
            if let Some(trimmed) = inside.strip_suffix(" -") {
                (inside, rest) = (trimmed, rest.trim_start());
            }
            nodes.push(Node::Text(before));
            self.rest = rest;
            let inside = inside.trim();
            let (word, more) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            match word {
                "end" => return Ended::End,
                "else" => {
                    let more = more.trim();
                    return Ended::Else(
                        more.strip_prefix("if ").or(Some(more)).filter(|it| !it.is_empty()),
                    );
                }
                "if" | "for" | "range" if self.depth >= DEPTH => self.skip(),
                "if" => {
                    let node = self.branches(more);
                    nodes.push(node);
                }
                "for" | "range" => {
                    let (name, list) = match more.split_once(":=") {
                        Some((names, list)) => (names.rsplit(',').next().map(str::trim), list),
                        None => (None, more),
                    };
                    let mut inner = Vec::new();
                    self.depth += 1;
                    while matches!(self.block(&mut inner), Ended::Else(_)) {}
                    self.depth -= 1;
                    nodes.push(Node::For(name, expression(list), inner));
                }
                _ if word.starts_with("/*") => {}
                _ => match inside.split_once(":=") {
                    Some((name, value)) if name.starts_with('$') => {
                        nodes.push(Node::Set(name.trim(), expression(value)));
                    }
                    _ => nodes.push(Node::Show(expression(inside))),
                },
            }
        }
    }

    fn branches(&mut self, condition: &'t str) -> Node<'t> {
        let (mut branches, mut last, mut condition) = (Vec::new(), Vec::new(), Some(condition));
        self.depth += 1;
        loop {
            let mut nodes = Vec::new();
            let ended = self.block(&mut nodes);
            match condition {
                Some(condition) => branches.push((expression(condition), nodes)),
                None => last.append(&mut nodes),
            }
            let Ended::Else(next) = ended else { break };
            condition = next;
        }
        self.depth -= 1;
        Node::If(branches, last)
    }

    /// Leaves out a block that is nested too deep.
    fn skip(&mut self) {
        let mut open = 1;
        while open > 0 {
            let Some((_, after)) = self.rest.split_once("{{") else {
                self.rest = "";
                return;
            };
            let Some((inside, rest)) = after.split_once("}}") else {
                self.rest = "";
                return;
            };
            self.rest = rest;
            match inside.trim_matches(['-', ' ']).split_whitespace().next() {
                Some("if" | "for" | "range") => open += 1,
                Some("end") => open -= 1,
                _ => {}
            }
        }
    }
}

/// The words of an expression; a text keeps its first quote.
fn tokens(mut rest: &str) -> Vec<&str> {
    let mut all = Vec::new();
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return all };
        let end = match first {
            '(' | ')' => 1,
            '"' | '`' => {
                let inside = &rest[1..];
                let end = inside.find(first).unwrap_or(inside.len());
                all.push(&rest[..=end]);
                rest = inside.get(end + 1..).unwrap_or_default();
                continue;
            }
            _ => rest
                .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '`'))
                .unwrap_or(rest.len()),
        };
        all.push(&rest[..end]);
        rest = &rest[end..];
    }
}

fn expression(text: &str) -> Expr<'_> {
    let tokens = tokens(text);
    let mut at = 0;
    let found = call(&tokens, &mut at, 0);
    if at == tokens.len() { found } else { Expr::Unknown }
}

/// A term, or a function and its arguments, up to the end or a closing parenthesis.
fn call<'t>(tokens: &[&'t str], at: &mut usize, depth: usize) -> Expr<'t> {
    let Some(first) = tokens.get(*at) else { return Expr::Unknown };
    if !["eq", "ne", "and", "or", "not", "index", "len"].contains(first) {
        return term(tokens, at, depth);
    }
    *at += 1;
    let mut arguments = Vec::new();
    while tokens.get(*at).is_some_and(|it| *it != ")") {
        arguments.push(term(tokens, at, depth));
    }
    Expr::Call(first, arguments)
}

fn term<'t>(tokens: &[&'t str], at: &mut usize, depth: usize) -> Expr<'t> {
    let Some(token) = tokens.get(*at) else { return Expr::Unknown };
    *at += 1;
    match token.as_bytes().first() {
        Some(b'(') if depth < DEPTH => {
            let inner = call(tokens, at, depth + 1);
            if tokens.get(*at) == Some(&")") {
                *at += 1;
            }
            inner
        }
        Some(b'"' | b'`') => Expr::Text(&token[1..]),
        Some(b'.' | b'$') => Expr::Path(token),
        _ => token.parse().map_or(Expr::Unknown, Expr::Number),
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn data() -> Value {
        json!({
            "level": "P1",
            "status": "firing",
            "commonLabels": { "kind": "app", "name": "web" },
            "alerts": [
                { "labels": { "host": "a" }, "annotations": { "message": "full" } },
                { "labels": { "host": "b" }, "annotations": {} },
            ],
        })
    }

    #[test]
    fn what_the_pages_show_is_rendered() {
        for (template, want) in [
            ("{{ .level }}", "P1"),
            ("{{.level}}", "P1"),
            ("a {{ .commonLabels.name }} b", "a web b"),
            (
                "{{ for .alerts }}[{{ .labels.host }}{{ .annotations.message }}]{{ end }}",
                "[afull][b]",
            ),
            ("{{ range .alerts }}{{ .labels.host }}{{end}}", "ab"),
            ("{{ range $i, $a := .alerts }}{{ $a.labels.host }}{{end}}", "ab"),
            ("{{if eq \"app\" .commonLabels.kind }}yes{{ end }}", "yes"),
            ("{{if eq \"x\" .commonLabels.kind }}yes{{ else }}no{{ end }}", "no"),
            (
                "{{if .none}}1{{else if ne .level \"P1\"}}2{{else if eq .level \"P2\" \"P1\"}}3{{end}}",
                "3",
            ),
            ("{{$a := index .alerts 0}}{{ $a.labels.host }}", "a"),
            ("{{ index .commonLabels \"name\" }}", "web"),
            ("{{ if and .level (not .none) }}x{{ end }}", "x"),
            ("{{ if or .none .other }}x{{ end }}", ""),
            ("{{ len .alerts }}", "2"),
            ("a {{- .level -}} b", "aP1b"),
            ("{{ for .alerts }}{{ $.level }}{{ end }}", "P1P1"),
        ] {
            assert_eq!(render(template, &data()), want, "{template}");
        }
    }

    #[test]
    fn what_is_not_known_is_shown_as_nothing() {
        for (template, want) in [
            ("[{{ .gone.further }}]", "[]"),
            ("[{{ $gone }}]", "[]"),
            ("[{{ index .alerts 9 }}]", "[]"),
            ("[{{ printf \"%s\" .level }}]", "[]"),
            ("[{{ .level | upper }}]", "[]"),
            ("[{{ }}]", "[]"),
            ("a{{ end }}b", "ab"),
            ("a{{ else }}b", "ab"),
            ("a{{ if .level }}b", "ab"),
            ("a{{ .level", "a{{ .level"),
            ("[{{ for .level }}x{{ end }}]", "[]"),
            ("[{{ \"open }}]", "[open]"),
        ] {
            assert_eq!(render(template, &data()), want, "{template}");
        }
    }

    #[test]
    fn any_text_costs_a_bounded_time_and_length() {
        let list = json!({ "a": vec![1; 1000] });
        let nested = "{{ for $.a }}".repeat(15) + "x" + &"{{ end }}".repeat(15);
        assert!(render(&nested, &list).len() <= STEPS);
        let deep = "{{ if .a }}".repeat(100_000) + "x";
        assert_eq!(render(&deep, &list), "");
        let parentheses = format!("{{{{ {} }}}}", "(".repeat(100_000));
        assert_eq!(render(&parentheses, &list), "");
        let long = format!("{{{{ for .a }}}}{}{{{{ end }}}}", "张".repeat(1000));
        let text = render(&long, &list);
        assert!(text.len() <= OUTPUT && text.len() > OUTPUT - 4, "{}", text.len());
    }
}
