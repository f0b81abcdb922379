//! Parameters in Base64.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use crate::{Result, kms::faults::bad};

/// The padding may be left out.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes of a parameter, whose text may be broken into lines.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<u8>> {
    decode(text).ok_or_else(|| bad(name))
}

/// The bytes of a text in Base64.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let plain: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    LENIENT.decode(plain).ok()
}

/// Bytes in Base64.
pub(super) fn encode(bytes: &[u8]) -> String {
    LENIENT.encode(bytes)
}
