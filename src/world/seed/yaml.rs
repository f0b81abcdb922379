//! Writes YAML: texts without quotes where they need none, as blocks where they have lines, and as JSON otherwise.

use std::fmt::Write;

use serde_json::Value;

use super::document::resolve;

/// A document.
pub(super) fn write(value: &Value) -> String {
    let mut out = String::new();
    block(&mut out, value, 0);
    out
}

/// A value that begins on a line of its own, each line after so many levels.
fn block(out: &mut String, value: &Value, level: usize) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (number, (name, value)) in members.iter().enumerate() {
                if number > 0 {
                    indent(out, level);
                }
                out.push_str(&scalar(name));
                out.push(':');
                after_name(out, value, level);
            }
        }
        Value::Array(all) if !all.is_empty() => {
            for (number, value) in all.iter().enumerate() {
                if number > 0 {
                    indent(out, level);
                }
                out.push_str("- ");
                block(out, value, level + 1);
            }
        }
        Value::String(text) => text_line(out, text, level),
        Value::Object(_) => out.push_str("{}\n"),
        Value::Array(_) => out.push_str("[]\n"),
        other => {
            out.push_str(&other.to_string());
            out.push('\n');
        }
    }
}

/// The value of a member, after its name and a colon.
fn after_name(out: &mut String, value: &Value, level: usize) {
    let is_nested = match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(all) => !all.is_empty(),
        _ => false,
    };
    if is_nested {
        out.push('\n');
        indent(out, level + 1);
    } else {
        out.push(' ');
    }
    block(out, value, level + 1);
}

fn indent(out: &mut String, level: usize) {
    out.extend(std::iter::repeat_n("  ", level));
}

/// A text, in lines if it has several.
fn text_line(out: &mut String, text: &str, level: usize) {
    let (body, sign) = text.strip_suffix('\n').map_or((text, "|-"), |body| (body, "|"));
    let shown = |c: char| {
        matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}') && !('\u{2028}'..='\u{2029}').contains(&c)
    };
    let in_lines = body.contains('\n')
        && !body.starts_with([' ', '\n'])
        && !body.ends_with('\n')
        && body.lines().all(|line| line.chars().all(shown) && line.trim_end() == line);
    if !in_lines {
        out.push_str(&scalar(text));
        out.push('\n');
        return;
    }
    out.push_str(sign);
    out.push('\n');
    for line in body.lines() {
        if !line.is_empty() {
            indent(out, level);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// A text on one line.
fn scalar(text: &str) -> String {
    let is_safe = |b: u8| b.is_ascii_alphanumeric() || b"_-./@+=".contains(&b);
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(is_safe)
        && resolve(text).is_string()
        && !["yes", "no", "on", "off", "y", "n"].iter().any(|it| text.eq_ignore_ascii_case(it));
    if is_plain {
        return text.to_owned();
    }
    // JSON leaves these as they are, and YAML does not take them.
    let mut quoted = String::with_capacity(text.len() + 2);
    for c in Value::from(text).to_string().chars() {
        match c {
            '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted
}
