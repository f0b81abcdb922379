//! GBK, which programs in China may write where UTF-8 is meant. `build.rs` makes the table of its characters.

use std::{collections::HashMap, io::Read, sync::LazyLock};

use flate2::read::GzDecoder;

/// The first bytes of pairs.
const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;
/// The second bytes of pairs.
const TRAILS: std::ops::RangeInclusive<u8> = 0x40..=0xFE;
/// How many second bytes there are.
const TRAIL_COUNT: usize = 0xFE - 0x40 + 1;

/// The character of each pair, in the order of the pairs; U+FFFD for those that have none.
static CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut text = String::new();
    let packed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gbk.gz"));
    // The file is part of the program, so it can be read; without it nothing is GBK.
    let _ = GzDecoder::new(packed).read_to_string(&mut text);
    text.chars().collect()
});

/// The pair of each character.
static PAIRS: LazyLock<HashMap<char, [u8; 2]>> = LazyLock::new(|| {
    let pairs = LEADS.flat_map(|lead| TRAILS.map(move |trail| [lead, trail]));
    CHARACTERS.iter().copied().zip(pairs).collect()
});

/// The text that `bytes` are in GBK; `None` if they are none.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte.is_ascii() {
            text.push(char::from(byte));
            continue;
        }
        let trail = bytes.next().filter(|it| TRAILS.contains(it))?;
        let row = LEADS.contains(&byte).then(|| usize::from(byte - LEADS.start()))?;
        let at = row * TRAIL_COUNT + usize::from(trail - TRAILS.start());
        let character = CHARACTERS.get(at).copied();
        text.push(character.filter(|&it| it != char::REPLACEMENT_CHARACTER)?);
    }
    Some(text)
}

/// `text` in GBK, with `?` for what that does not have.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match (u8::try_from(character), PAIRS.get(&character)) {
            (Ok(byte), _) if byte.is_ascii() => bytes.push(byte),
            (_, Some(pair)) if character != char::REPLACEMENT_CHARACTER => bytes.extend(pair),
            _ => bytes.push(b'?'),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_there_and_back() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("a~", b"a~"),
            ("张三", b"\xd5\xc5\xc8\xfd"),
            ("丂", b"\x81\x40"),
            ("阿里云短信测试", b"\xb0\xa2\xc0\xef\xd4\xc6\xb6\xcc\xd0\xc5\xb2\xe2\xca\xd4"),
        ] {
            assert_eq!(encode(text), bytes, "{text}");
            assert_eq!(decode(bytes).as_deref(), Some(text));
        }
        assert_eq!(encode("a😀"), b"a?");
    }

    #[test]
    fn what_is_no_gbk_is_none() {
        for bytes in [&b"\xd5"[..], b"\xd5\x20", b"\xff\xff", b"\x80\x40", b"\x81\x7f"] {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn all_pairs_have_a_place() {
        assert_eq!(CHARACTERS.len(), LEADS.count() * TRAIL_COUNT);
    }
}
