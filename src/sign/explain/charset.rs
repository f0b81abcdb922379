//! A request that cannot be decoded: which of its parameters is no UTF-8, and what it may be.

use super::{Explanation, Verdict, cut, gbk, nothing};
use crate::{sign::encode, wire::parameters::Undecodable};

/// Explains a request whose parameters cannot be decoded.
#[must_use]
pub fn undecodable(query: &str, body: &[u8], why: Undecodable) -> Explanation {
    let hints = match why {
        Undecodable::NotText => not_text(query.as_bytes()).or_else(|| not_text(body)),
        Undecodable::TooMany => None,
    };
    Explanation {
        verdict: Verdict::Incomplete,
        error: Some(format!("The parameters cannot be read: {why}.")),
        hints: hints.into_iter().collect(),
        ..nothing()
    }
}

/// The first parameter that is not UTF-8, as a sentence.
fn not_text(pairs: &[u8]) -> Option<String> {
    for pair in pairs.split(|&b| b == b'&') {
        let mut decoded = Vec::new();
        // Text that is not UTF-8 before decoding is not UTF-8 afterwards.
        match std::str::from_utf8(pair) {
            Ok(text) => encode::unescape_path(&mut decoded, text),
            Err(_) => decoded.extend_from_slice(pair),
        }
        if std::str::from_utf8(&decoded).is_ok() {
            continue;
        }
        let (name, value) = match decoded.iter().position(|&b| b == b'=') {
            Some(at) => (&decoded[..at], &decoded[at + 1..]),
            None => (&decoded[..], &decoded[..]),
        };
        let name = cut(&String::from_utf8_lossy(name));
        let read = gbk::decode(value);
        let charset = if read.is_some() { "GBK" } else { "Latin-1" };
        let text = read.unwrap_or_else(|| value.iter().copied().map(char::from).collect());
        let meant = format!("Read as {charset} it is `{}`.", cut(&text));
        return Some(format!(
            "The parameter `{name}` is not UTF-8. {meant} Take the UTF-8 bytes of names and values \
             before you encode them."
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(query: &str, body: &[u8]) -> String {
        undecodable(query, body, Undecodable::NotText).hints.concat()
    }

    #[test]
    fn a_value_in_another_charset_is_named() {
        let gbk = hint("a=1&Describe=%D5%C5%C8%FD", b"");
        assert!(gbk.contains("`Describe` is not UTF-8. Read as GBK it is `张三`"), "{gbk}");
        let latin = hint("", b"b=caf%E9");
        assert!(latin.contains("`b` is not UTF-8. Read as Latin-1 it is `café`"), "{latin}");
        let raw = hint("", b"c=\xd5\xc5");
        assert!(raw.contains("`c` is not UTF-8. Read as GBK it is `张`"), "{raw}");
    }
}
