//! Bytes as text, five characters for four bytes: what is sealed of a long address has to fit into a row of an index, which the
//! four characters for three bytes of Base64 do not.

/// The characters of RFC 1924: letters, digits and signs that no text of SQL, JSON or a shell has to escape in quotes.
const ALPHABET: &[u8; 85] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/// Appends bytes to a text. Of fewer than four at the end there are as many characters, and one more.
pub(super) fn encode(bytes: &[u8], text: &mut String) {
    for chunk in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..chunk.len()].copy_from_slice(chunk);
        let mut number = u32::from_be_bytes(four);
        let mut five = [b'0'; 5];
        for digit in five.iter_mut().rev() {
            *digit = ALPHABET[(number % 85) as usize];
            number /= 85;
        }
        text.extend(five[..=chunk.len()].iter().map(|it| char::from(*it)));
    }
}

/// The bytes of a text; `None` if it is of none.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 5 * 4 + 4);
    for chunk in text.as_bytes().chunks(5) {
        let more = chunk.len().checked_sub(1).filter(|it| *it > 0)?;
        let mut number: u32 = 0;
        for at in 0..5 {
            // The digits that were left out are the highest, so that the bytes before them stay.
            let digit = match chunk.get(at) {
                Some(c) => ALPHABET.iter().position(|it| it == c)?,
                None => 84,
            };
            number = number.checked_mul(85)?.checked_add(u32::try_from(digit).ok()?)?;
        }
        bytes.extend_from_slice(&number.to_be_bytes()[..more]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_the_same_after_a_round_trip() {
        for length in 0..40 {
            for first in [0, 1, 84, 127, 255] {
                let bytes: Vec<u8> =
                    (0..length).map(|at: u8| at.wrapping_mul(89).wrapping_add(first)).collect();
                let mut text = String::new();
                encode(&bytes, &mut text);
                assert_eq!(text.len(), bytes.len() + bytes.len().div_ceil(4));
                assert_eq!(decode(&text), Some(bytes), "{text}");
            }
        }
        for extreme in [[0; 8], [255; 8]] {
            let mut text = String::new();
            encode(&extreme, &mut text);
            assert_eq!(decode(&text).as_deref(), Some(&extreme[..]));
        }
    }

    #[test]
    fn what_is_no_such_text_is_none() {
        for wrong in ["0", "00000", "~~~~~", "12345 ", "\"0000", "äöü", "123456"] {
            let decoded = decode(wrong);
            let is_zero = wrong == "00000";
            assert_eq!(decoded.is_some(), is_zero, "{wrong}: {decoded:?}");
        }
    }
}
