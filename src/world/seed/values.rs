//! Reads the values of members, each as what it is declared to be.

use actions::core::seed::SeedType;
use serde_json::{Map, Value};

use super::{
    document::{Content, Name, Node},
    reader::{Reader, said},
};

impl Reader {
    /// The value of a member that is of this type.
    pub(super) fn value(&mut self, of: SeedType, node: &Node, path: &str) -> Option<Value> {
        let wrong = |reader: &mut Self, what: &str| {
            let why = format!("this must be {what}, not {}", node.kind());
            reader.wrong(node.at, said(path, &why));
            None
        };
        match (of, &node.content) {
            (SeedType::Content, Content::Object(_)) => self.file(node, path).map(Value::String),
            (SeedType::Text | SeedType::Content, _) => self.text(node, path).map(Value::String),
            (SeedType::Form(form), _) => {
                let text = self.text(node, path)?;
                let read = (form.read)(&text);
                if read.is_none() {
                    let shown: String = text.chars().take(100).collect();
                    let why = format!("this must be {}, not `{shown}`", form.what);
                    self.wrong(node.at, said(path, &why));
                }
                read.map(Value::String)
            }
            (SeedType::Number, Content::Scalar(Value::Number(number), _)) if number.is_i64() => {
                Some(number.clone().into())
            }
            (SeedType::Number, _) => wrong(self, "a whole number"),
            (SeedType::Flag, Content::Scalar(Value::Bool(flag), _)) => Some((*flag).into()),
            (SeedType::Flag, _) => wrong(self, "`true` or `false`"),
            (SeedType::Texts, Content::List(all)) => {
                let texts = all.iter().filter_map(|it| self.text(it, path).map(Value::String));
                Some(texts.collect())
            }
            (SeedType::Texts, _) => wrong(self, "a list of texts"),
            (SeedType::Document, Content::Object(members)) if names_a_file(members) => {
                let text = self.file(node, path)?;
                // Its content may not be known yet.
                if text.is_empty() && !self.missing.is_empty() {
                    return Some(text.into());
                }
                self.document(node, path, text)
            }
            (SeedType::Document, Content::Object(_)) => Some(node.to_json().to_string().into()),
            (SeedType::Document, Content::Scalar(Value::String(text), _)) => {
                self.document(node, path, text.clone())
            }
            (SeedType::Document, _) => {
                wrong(self, "an object, a text with one in JSON, or `{file: PATH}`")
            }
            (SeedType::Objects(members), Content::List(all)) => {
                let fields = |(number, it)| {
                    let path = format!("{path}[{number}]");
                    self.fields(members, it, &path).map(Value::Object)
                };
                Some(all.iter().enumerate().filter_map(fields).collect())
            }
            (SeedType::Objects(_), _) => wrong(self, "a list"),
        }
    }

    /// A text, or a whole number that stands for its digits.
    pub(super) fn text(&mut self, node: &Node, path: &str) -> Option<String> {
        match &node.content {
            Content::Scalar(Value::String(text), _) => Some(text.clone()),
            // Digits, as they are written.
            Content::Scalar(Value::Number(number), text) if !text.contains(['.', 'e', 'E']) => {
                let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
                if digits.bytes().all(|b| b.is_ascii_digit()) {
                    return Some(text.clone());
                }
                self.wrong(node.at, said(path, &format!("write `{number}` in quotes")));
                None
            }
            Content::Scalar(..) => {
                let why = format!("this must be a text, not {}: write it in quotes", node.kind());
                self.wrong(node.at, said(path, &why));
                None
            }
            Content::List(_) | Content::Object(_) => {
                let why = format!("this must be a text, not {}", node.kind());
                self.wrong(node.at, said(path, &why));
                None
            }
        }
    }

    /// The text of a document, which must be an object in JSON.
    fn document(&mut self, node: &Node, path: &str, text: String) -> Option<Value> {
        match serde_json::from_str::<Map<String, Value>>(&text) {
            Ok(_) => Some(text.into()),
            Err(e) => {
                let in_file = matches!(node.content, Content::Object(_));
                let what = if in_file { "the content of the file" } else { "the text" };
                self.wrong(node.at, said(path, &format!("{what} is no object in JSON: {e}")));
                None
            }
        }
    }

    /// The content of the file that `{file: PATH}` names.
    fn file(&mut self, node: &Node, path: &str) -> Option<String> {
        let members = self.object(node, path)?;
        let [(name, value)] = members else {
            self.wrong(node.at, said(path, "this must be a text, or `{file: PATH}`"));
            return None;
        };
        if name.text != "file" {
            self.unknown(name, path, std::iter::once("file"));
            return None;
        }
        let name = self.text(value, path)?;
        if let Some(content) = self.files.get(&name) {
            return Some(content.clone());
        }
        if !self.missing.iter().any(|(_, known)| *known == name) {
            self.missing.push((value.at, name));
        }
        Some(String::new())
    }
}

/// Whether an object in the place of a document is `{file: PATH}`. No document has a member of this name alone.
fn names_a_file(members: &[(Name, Node)]) -> bool {
    let [(name, value)] = members else { return false };
    name.text == "file" && matches!(value.content, Content::Scalar(..))
}
