//! What an explanation must not show: tokens of any kind, private keys and secrets.

use std::ops::Range;

use actions::request::parameters::Parameter;

use super::{Known, LONGEST, MAX_KEYS};
use crate::{
    secrets::{HIDDEN, is_secret},
    sign::Secret,
    wire::Wire,
};

/// So many bytes of a hidden text are enough to know it by; so are shorter texts as a whole.
const ENOUGH: usize = 16;

/// How far before a place in a text something hidden may start.
const FAR: usize = 64 << 10;

/// A text shorter than this could stand anywhere, so it is hidden only where its name is before it.
const SHORT: usize = 8;

/// Texts that are not shown, however they are escaped.
pub struct Hidden<'a>(Vec<Text<'a>>);

/// A text that is not shown.
struct Text<'a> {
    /// What stands before it, with `=`; empty if it is hidden wherever it stands.
    name: &'a str,
    value: &'a [u8],
}

impl<'a> Hidden<'a> {
    /// The tokens and private keys of a request, and the secrets of `keys`, where they stand in it.
    #[must_use]
    pub fn of(wire: &Wire<'a>, keys: &[Known<'a>]) -> Self {
        let is_secret = |p: &Parameter<'_>| is_secret(p.name, p.value);
        let parameters = wire.parameters.iter().filter(is_secret).map(|p| (p.name, p.value));
        let headers = ["x-acs-security-token", "x-acs-bearer-token"];
        let headers = headers.iter().filter_map(|name| wire.header(name));
        let bearer = wire.header("authorization").and_then(|it| it.split_once(' '));
        let bearer = bearer.filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        let secrets = keys.iter().take(MAX_KEYS).filter_map(|key| match key.secret {
            // That of the default account is in every page about it.
            Secret::Hmac(secret) if secret != "testsecret" => Some(secret),
            _ => None,
        });
        let others = headers.chain(bearer.map(|(_, token)| token)).chain(secrets);
        Self::texts(parameters.chain(others.map(|text| ("", text))))
    }

    /// Values with the names of their parameters, where they have any.
    #[must_use]
    pub fn texts(all: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let hidden = all.filter_map(|(name, value)| {
            let value = value.trim().as_bytes();
            match value.len() {
                0 => None,
                SHORT.. => Some(Text { name: "", value }),
                _ => (!name.is_empty()).then_some(Text { name, value }),
            }
        });
        Self(hidden.collect())
    }

    /// A text, cut to [`LONGEST`] bytes, with what must not be seen left out.
    #[must_use]
    pub fn shown(&self, text: &[u8]) -> String {
        let end = text.len().min(LONGEST);
        let out = self.excerpt(text, 0..end);
        match text.len() - end {
            0 => out,
            more => format!("{out}… ({more} more bytes)"),
        }
    }

    /// Some of a text before and after a place in it.
    pub(super) fn around(&self, text: &[u8], at: usize) -> String {
        const SIDE: usize = 24;
        let (from, to) = (at.saturating_sub(SIDE), (at + SIDE).min(text.len()));
        let excerpt = if from < to { self.excerpt(text, from..to) } else { String::new() };
        let before = if from > 0 { "…" } else { "" };
        let after = if to < text.len() { "…" } else { "" };
        format!("{before}{excerpt}{after}")
    }

    fn excerpt(&self, text: &[u8], part: Range<usize>) -> String {
        let mut out = String::new();
        let mut shown = part.start;
        let mut at = part.start.saturating_sub(FAR);
        while at < part.end {
            let matched = |hidden: &Text<'_>| {
                let named = named_at(&text[at..], hidden.name)?;
                Some((named, named + match_at(&text[at + named..], hidden.value)?))
            };
            let Some((named, length)) = self.0.iter().find_map(matched) else {
                at += 1;
                continue;
            };
            if at + length > part.start {
                out += &String::from_utf8_lossy(&text[shown..(at + named).max(shown)]);
                out += HIDDEN;
                shown = at + length;
            }
            at += length;
        }
        out + &String::from_utf8_lossy(&text[shown.min(part.end)..part.end])
    }
}

/// How much of the start of `text` is `name` and `=`, escaped any number of times; nothing for no name.
fn named_at(text: &[u8], name: &str) -> Option<usize> {
    let mut length = 0;
    for &byte in name.as_bytes().iter().chain((!name.is_empty()).then_some(&b'=')) {
        length += step(&text[length..], byte)?;
    }
    Some(length)
}

/// How much of the start of `text` is `hidden`, escaped any number of times: all of it, or enough.
fn match_at(text: &[u8], hidden: &[u8]) -> Option<usize> {
    let mut length = 0;
    for (known, &byte) in hidden.iter().enumerate() {
        let Some(step) = step(&text[length..], byte) else {
            return (known >= ENOUGH).then_some(length);
        };
        length += step;
    }
    Some(length)
}

/// How many bytes of `text` stand for `byte`.
fn step(text: &[u8], byte: u8) -> Option<usize> {
    if let [b'%', rest @ ..] = text {
        let mut escapes = 1;
        let mut rest = rest;
        while let [b'2', b'5', after @ ..] = rest
            && escapes <= 6
            && after.len() >= 2
            && hex(after).is_some()
        {
            (rest, escapes) = (after, escapes + 2);
        }
        if hex(rest) == Some(byte) {
            return Some(escapes + 2);
        }
    }
    match text.first()? {
        b'+' if byte == b' ' => Some(1),
        it => (*it == byte).then_some(1),
    }
}

fn hex(text: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*text.get(at)?).to_digit(16);
    u8::try_from(digit(0)? << 4 | digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &[u8] = b"CAIS+/a token==";

    fn of(value: &[u8]) -> Hidden<'_> {
        Hidden::texts([("", std::str::from_utf8(value).unwrap())].into_iter())
    }

    #[test]
    fn a_short_value_is_hidden_behind_its_name() {
        let hidden =
            Hidden::texts([("SecretData", "abc"), ("Password", ""), ("", "abc")].into_iter());
        for (text, shown) in [
            ("SecretData=abc&SecretName=abcd", "SecretData=(hidden)&SecretName=abcd"),
            ("GET&%2F&SecretData%3Dabc%26X%3Dabc", "GET&%2F&SecretData%3D(hidden)%26X%3Dabc"),
            ("SecretData%253Dabc", "SecretData%253D(hidden)"),
            ("Password=", "Password="),
        ] {
            assert_eq!(hidden.shown(text.as_bytes()), shown);
        }
    }

    #[test]
    fn a_text_is_hidden_however_it_is_escaped() {
        let hidden = of(TOKEN);
        for escaped in [
            "CAIS+/a token==",
            "CAIS%2B%2Fa%20token%3D%3D",
            "CAIS%2b%2fa+token%3d%3d",
            "CAIS%252B%252Fa%2520token%253D%253D",
            "CAIS%25252B%25252Fa%252520token%25253D%25253D",
        ] {
            let text = format!("a={escaped}&b={escaped}");
            assert_eq!(hidden.shown(text.as_bytes()), "a=(hidden)&b=(hidden)", "{escaped}");
            for at in 0..text.len() {
                let around = hidden.around(text.as_bytes(), at);
                assert!(!around.contains("AIS") && !around.contains("oken"), "{at}: {around}");
            }
        }
        assert_eq!(hidden.shown(b"CAIS and more"), "CAIS and more");
    }

    #[test]
    fn the_start_of_a_long_one_is_enough() {
        let long = [b'x'; 5000];
        let hidden = of(&long);
        assert_eq!(hidden.shown(&[&b"a "[..], &long[..300], b" z"].concat()), "a (hidden) z");
        let text = [&b"x".repeat(LONGEST - 100)[..], &long].concat();
        assert!(!hidden.shown(&text).contains('x'));
    }
}
