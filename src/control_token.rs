//! The token of the control API: what callers send as `Authorization: Bearer TOKEN`.

use std::fs;

use hyper::{HeaderMap, header};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::config;

/// The variable that has the token, for the server and for the commands that ask it.
pub const VARIABLE: &str = "LOCALYUN_CONTROL_TOKEN";

/// A token that is not empty and can stand in a header.
#[derive(Clone)]
pub struct ControlToken(String);

impl ControlToken {
    /// Reads a token, or with `@FILE` the one that is in a file. An error does not repeat it.
    pub fn read(text: &str) -> Result<Self, String> {
        let token = match text.strip_prefix('@') {
            Some(file) => fs::read_to_string(file)
                .map_err(|e| format!("cannot read the token of the control API in {file}: {e}"))?,
            None => text.to_owned(),
        };
        let token = token.trim();
        // The characters of RFC 6750, section 2.1.
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
        if token.is_empty() || !token.bytes().all(is_allowed) {
            return Err("the token of the control API is wrong: write letters, digits and -._~+/= without spaces, such \
                        as `openssl rand -hex 32` prints, or @FILE to read it from a file"
                .into());
        }
        Ok(Self(token.to_owned()))
    }

    /// The token of the environment, if it has one.
    pub fn of_environment() -> Result<Option<Self>, String> {
        config::variable(VARIABLE).as_deref().map(Self::read).transpose()
    }

    /// The value of `Authorization` for it.
    #[must_use]
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// Whether a request has it. How long that takes does not tell how much of a wrong one is right.
    #[must_use]
    pub fn is_in(&self, headers: &HeaderMap) -> bool {
        let mut fields = headers.get_all(header::AUTHORIZATION).iter();
        let (Some(field), None) = (fields.next(), fields.next()) else { return false };
        let sent = field.to_str().ok().and_then(|it| it.split_once(' '));
        let Some((scheme, sent)) = sent else { return false };
        let digest = |it: &str| Sha256::digest(it.trim());
        scheme.eq_ignore_ascii_case("bearer") && digest(sent).ct_eq(&digest(&self.0)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_and_compared_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, "s3cret-token==\n").unwrap();
        let token = ControlToken::read(&format!("@{}", file.display())).unwrap();
        assert_eq!(token.authorization(), "Bearer s3cret-token==");
        let is_in = |fields: &[&str]| {
            let pair = |it: &&str| (header::AUTHORIZATION, it.parse().unwrap());
            token.is_in(&fields.iter().map(pair).collect())
        };
        for right in ["Bearer s3cret-token==", "bearer s3cret-token==", "BEARER  s3cret-token=="] {
            assert!(is_in(&[right]), "{right}");
        }
        for wrong in [
            &[][..],
            &["s3cret-token=="],
            &["Basic s3cret-token=="],
            &["Bearer s3cret-token"],
            &["Bearer s3cret-token==="],
            &["Bearer "],
            &["Bearer s3cret-token==", "Bearer s3cret-token=="],
        ] {
            assert!(!is_in(wrong), "{wrong:?}");
        }
        for (wrong, why) in [("", "such as"), ("two words", "such as"), ("@/nowhere", "/nowhere")] {
            let text = ControlToken::read(wrong).err().unwrap();
            assert!(text.contains(why) && !text.contains("two words"), "{text}");
        }
    }
}
