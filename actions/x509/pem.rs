//! PEM: blocks of base64 between marked lines.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Error, Result};

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its label: `CERTIFICATE`.
    pub label: String,
    /// Whether its headers say that it is encrypted.
    pub encrypted: bool,
    /// The decoded content.
    pub der: Vec<u8>,
}

/// Labels of blocks.
pub mod labels {
    /// A certificate.
    pub const CERTIFICATE: &str = "CERTIFICATE";
    /// A certificate signing request.
    pub const REQUEST: &str = "CERTIFICATE REQUEST";
    /// The same, as written by some old programs.
    pub const NEW_REQUEST: &str = "NEW CERTIFICATE REQUEST";
    /// A private key of any kind, PKCS#8.
    pub const PRIVATE: &str = "PRIVATE KEY";
    /// The same, encrypted.
    pub const ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";
    /// An RSA private key, PKCS#1.
    pub const RSA: &str = "RSA PRIVATE KEY";
    /// An elliptic curve private key, SEC 1.
    pub const EC: &str = "EC PRIVATE KEY";
    /// The curve of the key that follows.
    pub const EC_PARAMETERS: &str = "EC PARAMETERS";
}

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Parses all blocks of a text. Text between blocks is ignored; a malformed block is an error.
pub fn blocks(text: &str) -> Result<Vec<Block>> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(BEGIN) {
        let (label, body) = rest[at + BEGIN.len()..].split_once(DASHES).ok_or(Error::Pem)?;
        let end = format!("{END}{label}{DASHES}");
        let (body, after) = body.split_once(&end).ok_or(Error::Pem)?;
        let (mut encrypted, mut base64) = (false, String::with_capacity(body.len()));
        for line in body.lines() {
            match line.split_once(':') {
                Some((name, value)) => {
                    encrypted |= name.trim() == "Proc-Type" && value.contains("ENCRYPTED");
                }
                None if encrypted && line.starts_with("DEK-Info") => {}
                None => base64.extend(line.split_whitespace()),
            }
        }
        let der = STANDARD.decode(base64).map_err(|_| Error::Pem)?;
        all.push(Block { label: label.to_owned(), encrypted, der });
        rest = after;
    }
    if all.is_empty() { Err(Error::Pem) } else { Ok(all) }
}

/// A block, in lines of 64 characters.
#[must_use]
pub fn encode(label: &str, der: &[u8]) -> String {
    let base64 = STANDARD.encode(der);
    let mut out = format!("{BEGIN}{label}{DASHES}\n");
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        out.push_str(line);
        out.push('\n');
        rest = after;
    }
    out + END + label + DASHES + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 47, 48, 49, 200] {
            let der: Vec<u8> = (0..length).collect();
            let found = blocks(&encode("CERTIFICATE", &der)).unwrap();
            assert_eq!(found, [Block { label: "CERTIFICATE".into(), encrypted: false, der }]);
        }
    }

    #[test]
    fn text_around_blocks_and_other_line_ends_do_no_harm() {
        let text =
            format!("subject=x\r\n{}\r\n\r\nissuer=y", encode("A", b"abc").replace('\n', "\r\n"));
        assert_eq!(blocks(&text).unwrap()[0].der, b"abc");
        let one_line = "-----BEGIN A-----YWJj-----END A-----";
        assert_eq!(blocks(one_line).unwrap()[0].der, b"abc");
    }

    #[test]
    fn a_password_is_seen() {
        let text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nYWJj\n-----END RSA PRIVATE KEY-----";
        assert!(blocks(text).unwrap()[0].encrypted);
    }

    #[test]
    fn what_is_broken_is_refused() {
        for bad in [
            "",
            "abc",
            "-----BEGIN A-----",
            "-----BEGIN A-----\n!\n-----END A-----",
            "-----BEGIN A-----\nYWJj\n-----END B-----",
        ] {
            assert_eq!(blocks(bad), Err(Error::Pem), "{bad}");
        }
    }
}
