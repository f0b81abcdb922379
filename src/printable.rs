//! Texts from elsewhere, as a terminal or a line of a message can show them.

use std::{borrow::Cow, fmt::Write as _};

/// The text with its control characters, those in `but` excepted, written as `\n`, `\u{1b}` and the like, so that what somebody sent
/// neither begins a line nor tells a terminal what to do.
#[must_use]
pub fn printable<'t>(text: &'t str, but: &[char]) -> Cow<'t, str> {
    let is_hidden = |c: char| c.is_control() && !but.contains(&c);
    if !text.contains(is_hidden) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            // Writing to a text cannot fail.
            let _ = write!(shown, "{}", c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_written_out() {
        assert!(matches!(printable("签名 a\\b", &[]), Cow::Borrowed("签名 a\\b")));
        assert_eq!(printable("a\nb\u{1b}[2J\u{85}", &[]), r"a\nb\u{1b}[2J\u{85}");
        assert_eq!(printable("a\nb\r", &['\n']), "a\nb\\r");
    }
}
