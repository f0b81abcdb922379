//! Which characters text may contain, in every product.
//!
//! Assumed: a line break, a control character or one that changes the direction of a text breaks the form of a name.

/// Whether a name, or another text of one line, may have `c`: no control characters, line breaks,
/// direction overrides or zero-width characters: the last two can make one name look like another.
/// The zero-width joiners U+200C and U+200D are allowed, because scripts and emoji need them.
#[must_use]
pub const fn of_line(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' // control characters, NUL and line breaks among them
        | '\u{2028}' | '\u{2029}' // line and paragraph separators
        | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' // spaces and signs without width
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a description may have `c`: what a line may contain, line breaks, tabs, and a byte order
/// mark, with which text read from a file may begin.
#[must_use]
pub const fn of_prose(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{feff}') || of_line(c)
}

/// Whether a text has the character U+0000, or is JSON with a text that has it. No database is given one: PostgreSQL has
/// no text with it.
#[must_use]
pub fn has_nul(it: &str) -> bool {
    let is_json = || it.trim_start().starts_with(['{', '[', '"']);
    let escapes = |at: usize| it[..at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 0;
    it.contains('\0') || is_json() && it.match_indices("\\u0000").any(|(at, _)| escapes(at))
}

/// Whether `it` has the shape of an e-mail address: one `@`, something before it, a dotted host after it.
#[must_use]
pub fn is_email(it: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && of_line(c) && !"<>()[]\\,;:\"".contains(c);
    it.len() <= 254
        && it.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && !host.contains('@')
                && host.contains('.')
                && host.split('.').all(|label| !label.is_empty())
                && it.chars().all(plain)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_control_or_invisible_characters_and_keeps_its_direction() {
        for good in [
            "ops",
            "Night shift",
            "值班 ☎",
            "\u{1f468}\u{200d}\u{1f4bb}",
            "שלום",
            "مرحبا",
            "می\u{200c}خواهم",
        ] {
            assert!(good.chars().all(of_line), "{good}");
        }
        for bad in [
            '\0', '\t', '\n', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{2028}', '\u{2029}',
            '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}',
            '\u{200b}', '\u{2060}', '\u{2064}', '\u{feff}',
        ] {
            assert!(!of_line(bad), "{bad:?}");
            assert_eq!(of_prose(bad), "\t\r\n\u{feff}".contains(bad), "{bad:?}");
        }
    }

    #[test]
    fn what_no_database_is_given_is_found_in_json_too() {
        for bad in ["a\0", r#"["\u0000"]"#, r#" {"a":"\\\u0000"}"#, "{\0"] {
            assert!(has_nul(bad), "{bad:?}");
        }
        for good in ["", "a", r"\u0000", r#"{"a":"\\u0000"}"#, r#"["\u0001"]"#] {
            assert!(!has_nul(good), "{good:?}");
        }
    }

    #[test]
    fn an_email_address_has_a_name_and_a_dotted_host() {
        for good in ["a@b.c", "a+b@example.com", "张三@example.com"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.c",
            "a@b",
            "a@b..c",
            "a@b@c.d",
            "a b@c.d",
            "a@b.c\n",
            "a\u{202e}@b.c",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
