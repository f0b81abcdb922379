//! The client's own text beside the server's.

use std::borrow::Cow;

use serde::Serialize;

use super::{
    Difference, Known,
    hidden::Hidden,
    search::{CANONICAL, TO_SIGN, difference},
};
use crate::{
    sign::{Claim, Family, Stages, Variant, claim, stages},
    wire::Wire,
};

/// How the text that a client says it signed compares with the server's.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Mine {
    /// Which of the server's texts it was compared with: `canonical request` or `string to sign`.
    pub text: &'static str,
    /// Where the two differ first. `None` if they are the same.
    pub difference: Option<Difference>,
    /// What to conclude, in one sentence.
    pub conclusion: &'static str,
}

/// Compares the text that a client says it signed with the server's. `None` if the request is
/// not signed.
///
/// A line feed at its end is left out, as an editor adds it; one that was signed is among the
/// mistakes. A text on one line with `\n` in it, as logs have it, is taken for the lines it means.
#[must_use]
pub fn compare(wire: &Wire<'_>, keys: &[Known<'_>], mine: &[u8]) -> Option<Mine> {
    let Ok(Claim::Signed(signed)) = claim(wire) else { return None };
    let family = signed.scheme.family;
    let Stages { canonical_request, string_to_sign } =
        stages(&signed, wire, Variant::standard(family));
    let mine = unlogged(mine.trim_ascii_start(), family);
    let mine = without_end(&mine);
    let hidden = Hidden::of(wire, keys);
    let is_text = match family {
        Family::Rpc => is_like_rpc(mine),
        Family::Roa => true,
        Family::Acs3 | Family::Acs4 => mine.starts_with(b"ACS"),
    };
    let (text, ours) =
        if is_text { (TO_SIGN, &string_to_sign) } else { (CANONICAL, &canonical_request) };
    let difference = difference(text, ours, mine, &hidden);
    let conclusion = match (&difference, family) {
        (None, _) => "Both are equal: if the signatures still differ, your secret differs.",
        (Some(_), Family::Acs3 | Family::Acs4) if is_text => {
            "The hashes of the canonical requests differ: compare the canonical requests instead."
        }
        (Some(at), _) if at.at == ours.len() => {
            "The client's text is the server's and more: it has something at its end that the \
             server has not."
        }
        (Some(at), _) if at.at == mine.len() => "The client's text ends too early.",
        (Some(_), _) => "The two differ: the client signed another text than it should.",
    };
    Some(Mine { text, difference, conclusion })
}

/// Whether it is like `POST&%2F&…`, and not like the joined parameters.
fn is_like_rpc(text: &[u8]) -> bool {
    let first = text.split(|&b| b == b'&').next().unwrap_or_default();
    !first.contains(&b'=')
}

/// The lines of a text that a log shows on one line.
fn unlogged(text: &[u8], family: Family) -> Cow<'_, [u8]> {
    let shown = std::str::from_utf8(text).unwrap_or_default();
    if family != Family::Rpc && !shown.trim_end().contains('\n') && shown.contains("\\n") {
        return Cow::Owned(shown.replace("\\r", "\r").replace("\\n", "\n").into_bytes());
    }
    Cow::Borrowed(text)
}

fn without_end(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.strip_suffix(b"\r").unwrap_or(text)
}
