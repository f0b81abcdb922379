//! Templates are read into their parts.

/// How deep blocks, and parentheses, may be nested.
const DEPTH: usize = 16;

/// The parts of a template.
pub(super) fn parse(template: &str) -> Vec<Node<'_>> {
    let mut parser = Parser { rest: template, depth: 0 };
    let mut nodes = Vec::new();
    // An end without a block is left out.
    while parser.block(&mut nodes) != Ended::Finish {}
    nodes
}

/// A part of a template.
pub(super) enum Node<'t> {
    Text(&'t str),
    Show(Expr<'t>),
    Set(&'t str, Expr<'t>),
    /// The branches with their conditions, and the last one, which has none.
    If(Vec<(Expr<'t>, Vec<Node<'t>>)>, Vec<Node<'t>>),
    /// The name of each element, if it has one.
    For(Option<&'t str>, Expr<'t>, Vec<Node<'t>>),
}

/// What is computed.
pub(super) enum Expr<'t> {
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
