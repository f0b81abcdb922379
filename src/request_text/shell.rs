//! The words of a command line, as a POSIX shell and bash make them.

/// What a command line comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// The words of the first command.
    pub(super) words: Vec<String>,
    /// Whether an unquoted `&` ended it, which sends it into the background.
    pub(super) ampersand: bool,
    /// Whether it has something that the shell would put in: `$name`, `$(…)` or backquotes.
    pub(super) expands: bool,
}

/// Reads up to the end of the first command: a line feed, `;`, `|`, `&` or a redirection, all
/// outside of quotes. `None` if a quote is left open.
pub(super) fn words(text: &str) -> Option<Words> {
    let mut out = Words { words: Vec::new(), ampersand: false, expands: false };
    let mut word: Option<String> = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match letters.next()? {
                        '\'' => break,
                        other => word.push(other),
                    }
                }
            }
            '"' => double(&mut letters, word.get_or_insert_default(), &mut out.expands)?,
            '$' if letters.peek() == Some(&'\'') => {
                letters.next();
                ansi(&mut letters, word.get_or_insert_default())?;
            }
            '\\' => match letters.next() {
                // A continued line, whichever end it has.
                Some('\n') | None => {}
                Some('\r') if letters.peek() == Some(&'\n') => drop(letters.next()),
                Some(other) => word.get_or_insert_default().push(other),
            },
            ' ' | '\t' | '\r' => out.words.extend(word.take()),
            '\n' | ';' | '|' | '>' | '<' => break,
            '&' => {
                out.ampersand = letters.peek() != Some(&'&');
                break;
            }
            '#' if word.is_none() => break,
            other => {
                out.expands |= matches!(other, '$' | '`');
                word.get_or_insert_default().push(other);
            }
        }
    }
    out.words.extend(word);
    Some(out)
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn double(letters: &mut Letters<'_>, word: &mut String, expands: &mut bool) -> Option<()> {
    loop {
        match letters.next()? {
            '"' => return Some(()),
            '\\' => match letters.next()? {
                '\n' => {}
                it @ ('"' | '\\' | '$' | '`') => word.push(it),
                other => word.extend(['\\', other]),
            },
            other => {
                *expands |= matches!(other, '$' | '`');
                word.push(other);
            }
        }
    }
}

/// What stands in `$'…'`.
fn ansi(letters: &mut Letters<'_>, word: &mut String) -> Option<()> {
    // Escapes of single bytes may make up one character.
    let mut bytes = Vec::new();
    loop {
        match letters.next()? {
            '\'' => break,
            '\\' => {
                let byte = match letters.next()? {
                    'n' => b'\n',
                    'r' => b'\r',
                    't' => b'\t',
                    'a' => 7,
                    'b' => 8,
                    'e' | 'E' => 27,
                    'f' => 12,
                    'v' => 11,
                    'x' => u8::try_from(number(letters, 0, 16, 2)).unwrap_or_default(),
                    it @ ('u' | 'U') => {
                        let code = number(letters, 0, 16, if it == 'u' { 4 } else { 8 });
                        let letter = char::from_u32(code).unwrap_or('\u{fffd}');
                        bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                        continue;
                    }
                    it @ '0'..='7' => {
                        let first = it.to_digit(8).unwrap_or_default();
                        u8::try_from(number(letters, first, 8, 2) & 0xff).unwrap_or_default()
                    }
                    other => {
                        bytes.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes());
                        continue;
                    }
                };
                bytes.push(byte);
            }
            other => bytes.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    word.push_str(&String::from_utf8_lossy(&bytes));
    Some(())
}

/// A number that goes on for so many digits at the most.
fn number(letters: &mut Letters<'_>, start: u32, base: u32, most: usize) -> u32 {
    let mut value = start;
    for _ in 0..most {
        let Some(digit) = letters.peek().and_then(|it| it.to_digit(base)) else { break };
        value = value << base.trailing_zeros() | digit;
        letters.next();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        words(text).unwrap().words
    }

    #[test]
    fn quotes_escapes_and_continued_lines() {
        assert_eq!(read("curl  -X POST 'a b'\t\"c d\""), ["curl", "-X", "POST", "a b", "c d"]);
        assert_eq!(read("a \\\n  b \\\r\n c"), ["a", "b", "c"]);
        assert_eq!(read(r"'it'\''s' a\ b"), ["it's", "a b"]);
        assert_eq!(read(r#""a\"b\\ \n \$x""#), [r#"a"b\ \n $x"#]);
        assert_eq!(read("'' \"\""), ["", ""]);
        assert_eq!(read("a'b'\"c\"d"), ["abcd"]);
        assert_eq!(read("$'a\\n\\'\\x41\\u5f20\\101\\xe5\\xbc\\xa0'"), ["a\n'A张A张"]);
    }

    #[test]
    fn a_command_ends_where_the_shell_ends_it() {
        for end in [" | jq .", "; ls", "\nnext", " > file", " && b", " # what"] {
            let read = words(&format!("a 'b|c'{end}")).unwrap();
            assert_eq!(
                (&read.words[..], read.ampersand),
                (&["a".to_owned(), "b|c".into()][..], false)
            );
        }
        let cut = words("curl http://h/?a=1&b=2").unwrap();
        assert_eq!(
            (cut.words, cut.ampersand),
            (vec!["curl".to_owned(), "http://h/?a=1".into()], true)
        );
        assert!(words("a \"$TOKEN\"").unwrap().expands && !words("'$TOKEN'").unwrap().expands);
        assert_eq!(words("a 'b"), None);
        assert_eq!(words("a \"b"), None);
        assert_eq!(words("a $'b"), None);
    }
}
