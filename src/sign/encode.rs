//! How text is written inside a string to sign: percent escapes, hexadecimal, header values.

use crate::wire::headers::Headers;

/// The bytes that stay as they are: `A-Z a-z 0-9 - _ . ~`.
const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let it = byte as u8;
        table[byte] = it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.' | b'~');
        byte += 1;
    }
    table
};

const UPPER: &[u8; 16] = b"0123456789ABCDEF";

/// Whether [`percent`] leaves all of `text` as it is.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| UNRESERVED[usize::from(b)])
}

/// Appends `text` with every byte outside `A-Z a-z 0-9 - _ . ~` as `%XX`, in upper case.
///
/// This is the one encoding of every scheme, whatever the client wrote on the wire.
pub fn percent(out: &mut Vec<u8>, text: &[u8]) {
    escape(out, text, b"%20");
}

/// Like [`percent`], but with `+` for a space, as forms have it.
pub fn percent_plus(out: &mut Vec<u8>, text: &[u8]) {
    escape(out, text, b"+");
}

fn escape(out: &mut Vec<u8>, text: &[u8], space: &[u8]) {
    let mut plain = 0;
    for (at, &byte) in text.iter().enumerate() {
        if !UNRESERVED[usize::from(byte)] {
            out.extend_from_slice(&text[plain..at]);
            if byte == b' ' {
                out.extend_from_slice(space);
            } else {
                let [high, low] = pair(byte, UPPER);
                out.extend_from_slice(&[b'%', high, low]);
            }
            plain = at + 1;
        }
    }
    out.extend_from_slice(&text[plain..]);
}

const fn pair(byte: u8, digits: &[u8; 16]) -> [u8; 2] {
    [digits[(byte >> 4) as usize], digits[(byte & 15) as usize]]
}

/// Appends `text` with its `%XX` escapes resolved. A `+` stays a `+`: this is for paths.
pub fn unescape_path(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = match after {
            [high, low, ..] if byte == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            out.push(high << 4 | low);
            rest = &after[2..];
        } else {
            out.push(byte);
            rest = after;
        }
    }
}

/// Appends `bytes` in lower-case hexadecimal.
pub fn hex(out: &mut Vec<u8>, bytes: &[u8]) {
    let mut digits = [0; 128];
    for some in bytes.chunks(digits.len() / 2) {
        // There is room for them.
        out.extend_from_slice(base16ct::lower::encode(some, &mut digits).unwrap_or_default());
    }
}

/// Reads hexadecimal digits of either case into `out`, and says whether they fill it exactly.
#[must_use]
pub fn unhex(text: &str, out: &mut [u8]) -> bool {
    text.len() == out.len() * 2 && base16ct::mixed::decode(text, out).is_ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

/// Appends the trimmed value of a header, or nothing if it is absent.
///
/// Of a header that stands more than once the values are sorted and joined with `separator`.
/// Bytes that are no UTF-8 are taken for Latin-1, which is how Node and Java put a character
/// on the wire that they signed as UTF-8.
pub fn header(out: &mut Vec<u8>, headers: &Headers<'_>, name: &str, separator: &str) {
    let mut values = headers.values(name);
    let Some(first) = values.next() else { return };
    let Some(second) = values.next() else { return text(out, first) };
    let mut all: Vec<_> = [first, second].into_iter().chain(values).collect();
    all.sort_unstable();
    for (at, value) in all.into_iter().enumerate() {
        if at > 0 {
            out.extend_from_slice(separator.as_bytes());
        }
        text(out, value);
    }
}

fn text(out: &mut Vec<u8>, bytes: &[u8]) {
    if std::str::from_utf8(bytes).is_ok() {
        out.extend_from_slice(bytes);
    } else {
        for &byte in bytes {
            out.extend_from_slice(char::from(byte).encode_utf8(&mut [0; 2]).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::{
        HeaderMap,
        header::{HeaderName, HeaderValue},
    };

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_the_unreserved_stay() {
        assert_eq!(written(|o| percent(o, "aZ09-_.~".as_bytes())), "aZ09-_.~");
        assert_eq!(written(|o| percent(o, "a b+*/张".as_bytes())), "a%20b%2B%2A%2F%E5%BC%A0");
        assert_eq!(written(|o| percent(o, b"!'()\n\0")), "%21%27%28%29%0A%00");
        assert_eq!(written(|o| percent_plus(o, b"a b+")), "a+b%2B");
        assert!(is_plain("Tag.1.Key~"));
        assert!(!is_plain("Labels.#3#a b"));
    }

    #[test]
    fn escapes_of_a_path_resolve_and_a_plus_stays() {
        assert_eq!(written(|o| unescape_path(o, "/my%20ns/a+b/%e5%BC%a0")), "/my ns/a+b/张");
        assert_eq!(written(|o| unescape_path(o, "/100%/%4/%zz%")), "/100%/%4/%zz%");
    }

    #[test]
    fn hexadecimal_is_written_small_and_read_in_either_case() {
        assert_eq!(written(|o| hex(o, &[0, 0x1f, 0xff])), "001fff");
        let mut bytes = [0; 3];
        assert!(unhex("001fFf", &mut bytes));
        assert_eq!(bytes, [0, 0x1f, 0xff]);
        for wrong in ["", "001fF", "001fFf00", "001fFg", "张张"] {
            assert!(!unhex(wrong, &mut bytes), "{wrong}");
        }
    }

    #[test]
    fn a_header_is_trimmed_joined_and_read_as_text() {
        let mut headers = HeaderMap::new();
        let name = HeaderName::from_static("x-acs-a");
        headers.append(&name, HeaderValue::from_static("  b  c\t"));
        assert_eq!(written(|o| header(o, &Headers::of(&headers), "x-acs-a", ",")), "b  c");
        headers.append(&name, HeaderValue::from_static("a"));
        assert_eq!(written(|o| header(o, &Headers::of(&headers), "x-acs-a", ",")), "a,b  c");
        assert_eq!(written(|o| header(o, &Headers::of(&headers), "X-Acs-None", ",")), "");
        headers.insert(&name, HeaderValue::from_bytes(b"\xe9").unwrap());
        assert_eq!(written(|o| header(o, &Headers::of(&headers), "x-acs-a", ",")), "é");
        headers.insert(&name, HeaderValue::from_bytes("é".as_bytes()).unwrap());
        assert_eq!(written(|o| header(o, &Headers::of(&headers), "x-acs-a", ",")), "é");
    }
}
