//! The ways, right and wrong, in which clients write a parameter and a signature.

use std::borrow::Cow;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE},
};

use super::gbk;
use crate::sign::{encode, hash::Spelling};

/// How text is percent-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Escape {
    /// What a space becomes.
    pub(super) space: &'static str,
    /// Reserved characters that stay as they are.
    pub(super) unescaped: &'static str,
    /// What a tilde becomes.
    pub(super) tilde: &'static str,
    /// Whether the digits are small.
    pub(super) small: bool,
    /// How many times.
    pub(super) times: u8,
}

impl Escape {
    /// What every scheme asks for.
    pub(super) const STRICT: Self =
        Self { space: "%20", unescaped: "", tilde: "~", small: false, times: 1 };

    /// None at all.
    pub(super) const NONE: Self = Self { times: 0, ..Self::STRICT };

    /// Appends the encoded text.
    pub(super) fn write(self, out: &mut Vec<u8>, text: &[u8]) {
        if self.times == 0 {
            return out.extend_from_slice(text);
        }
        if self.times > 1 {
            let mut once = Vec::new();
            Self { times: self.times - 1, ..self }.write(&mut once, text);
            return Self { times: 1, ..self }.write(out, &once);
        }
        let digits = if self.small { b"0123456789abcdef" } else { b"0123456789ABCDEF" };
        let stays = |byte: u8| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'-' | b'_' | b'.')
                || (!matches!(byte, b' ' | b'~') && self.unescaped.as_bytes().contains(&byte))
        };
        let mut rest = text;
        while let Some(at) = rest.iter().position(|&byte| !stays(byte)) {
            out.extend_from_slice(&rest[..at]);
            match rest[at] {
                b' ' => out.extend_from_slice(self.space.as_bytes()),
                b'~' => out.extend_from_slice(self.tilde.as_bytes()),
                byte => {
                    let (high, low) =
                        (digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]);
                    out.extend_from_slice(&[b'%', high, low]);
                }
            }
            rest = &rest[at + 1..];
        }
        out.extend_from_slice(rest);
    }
}

/// The bytes that a client takes a text for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    Gbk,
    /// With a question mark for what it has not, as Java and .NET do it.
    Latin1,
    /// UTF-8 that was taken for Latin-1 and made UTF-8 once more.
    Twice,
}

impl Charset {
    pub(super) fn bytes(self, text: &str) -> Cow<'_, [u8]> {
        if text.is_ascii() {
            return Cow::Borrowed(text.as_bytes());
        }
        match self {
            Self::Utf8 => Cow::Borrowed(text.as_bytes()),
            Self::Gbk => Cow::Owned(gbk::encode(text)),
            Self::Latin1 => text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect(),
            Self::Twice => {
                let twice: String = text.bytes().map(char::from).collect();
                Cow::Owned(twice.into_bytes())
            }
        }
    }
}

/// How the bytes of a signature are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelled {
    Base64,
    Hex,
    UpperHex,
    /// The digits, and of those the base64.
    Base64OfHex,
    /// The base64 of a line of text: this, the digits, a line feed.
    Base64OfLine(&'static str),
    /// The digits, with this before them.
    Labelled(&'static str),
    /// The base64 of what is left in a variable of a shell: no zero bytes, no line feeds at the end.
    ThroughShell,
    /// With `-` and `_`.
    UrlSafe,
    Unpadded,
    /// Sent without escapes, so that each `+` has arrived as a space.
    PlusLost,
    /// Escaped twice, so that one escaping is still there.
    Escaped,
    /// With this after it.
    Followed(&'static str),
    /// Between these.
    Quoted(&'static str),
}

impl Spelled {
    pub(super) fn of(spelling: Spelling) -> Self {
        match spelling {
            Spelling::Base64 => Self::Base64,
            Spelling::Hex => Self::Hex,
        }
    }

    /// The signature as text.
    pub(super) fn write(self, signature: &[u8]) -> String {
        let hex = || Spelling::Hex.write(signature);
        match self {
            Self::Base64 => STANDARD.encode(signature),
            Self::Hex => hex(),
            Self::UpperHex => hex().to_ascii_uppercase(),
            Self::Base64OfHex => STANDARD.encode(hex()),
            Self::Base64OfLine(label) => STANDARD.encode(format!("{label}{}\n", hex())),
            Self::Labelled(label) => format!("{label}{}", hex()),
            Self::ThroughShell => {
                let mut kept = signature.to_vec();
                kept.retain(|&byte| byte != 0);
                while kept.last() == Some(&b'\n') {
                    kept.pop();
                }
                STANDARD.encode(kept)
            }
            Self::UrlSafe => URL_SAFE.encode(signature),
            Self::Unpadded => STANDARD_NO_PAD.encode(signature),
            Self::Escaped => {
                let mut escaped = Vec::new();
                encode::percent(&mut escaped, STANDARD.encode(signature).as_bytes());
                String::from_utf8(escaped).unwrap_or_default()
            }
            Self::Followed(end) => STANDARD.encode(signature) + end,
            Self::Quoted(quote) => format!("{quote}{}{quote}", STANDARD.encode(signature)),
            Self::PlusLost => STANDARD.encode(signature).replace('+', " "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strict_way_is_the_servers() {
        let all: Vec<u8> = (0..=255).collect();
        let (mut ours, mut servers) = (Vec::new(), Vec::new());
        Escape::STRICT.write(&mut ours, &all);
        encode::percent(&mut servers, &all);
        assert_eq!(ours, servers);
    }

    #[test]
    fn a_text_has_other_bytes_in_another_charset() {
        let bytes = |charset: Charset, text| charset.bytes(text).into_owned();
        assert_eq!(bytes(Charset::Utf8, "张"), b"\xe5\xbc\xa0");
        assert_eq!(bytes(Charset::Gbk, "张"), b"\xd5\xc5");
        assert_eq!(bytes(Charset::Latin1, "é张"), b"\xe9?");
        assert_eq!(bytes(Charset::Twice, "é"), "Ã©".as_bytes());
        assert_eq!(bytes(Charset::Gbk, "plain"), b"plain");
    }

    #[test]
    fn every_field_changes_its_character() {
        let written = |escape: Escape| {
            let mut out = Vec::new();
            escape.write(&mut out, b" ~*/a");
            String::from_utf8(out).unwrap()
        };
        let strict = Escape::STRICT;
        assert_eq!(written(strict), "%20~%2A%2Fa");
        assert_eq!(written(Escape { space: "+", ..strict }), "+~%2A%2Fa");
        assert_eq!(written(Escape { tilde: "%7E", ..strict }), "%20%7E%2A%2Fa");
        assert_eq!(written(Escape { unescaped: "*/", ..strict }), "%20~*/a");
        assert_eq!(written(Escape { small: true, ..strict }), "%20~%2a%2fa");
        assert_eq!(written(Escape { times: 2, ..strict }), "%2520~%252A%252Fa");
        assert_eq!(written(Escape::NONE), " ~*/a");
    }
}
