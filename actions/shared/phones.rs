//! Phone numbers in the forms that people write them in.

/// The number by which two spellings of it are compared: without blanks and hyphens, and without the
/// country code of China before 11 digits (`+86`, `86-`, `0086`, `86`).
#[must_use]
pub fn normalized(phone: &str) -> String {
    let plain: String = phone.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let is_national = |it: &&str| it.len() == 11 && it.bytes().all(|b| b.is_ascii_digit());
    let national = ["+86", "0086", "86"].iter().find_map(|code| plain.strip_prefix(code));
    match national.filter(is_national) {
        Some(national) => national.to_owned(),
        None => plain,
    }
}

/// Whether a [`normalized`] number is one of a mobile phone in the Chinese mainland: 11 digits that begin
/// with 13 to 19.
#[must_use]
pub fn is_mainland(number: &str) -> bool {
    let digits = number.as_bytes();
    digits.len() == 11
        && digits.iter().all(u8::is_ascii_digit)
        && digits[0] == b'1'
        && digits[1] >= b'3'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_number_is_the_same_number() {
        for same in [
            "13811110000",
            "+86 138 1111 0000",
            "+8613811110000",
            "86-13811110000",
            "0086 138-1111-0000",
            "8613811110000",
        ] {
            assert_eq!(normalized(same), "13811110000", "{same}");
            assert!(is_mainland(&normalized(same)), "{same}");
        }
        for other in ["+85291234567", "861381111000", "88613811110000", "+1-202-555-0100"] {
            assert_eq!(normalized(other), other.replace(['-', ' '], ""), "{other}");
        }
    }

    #[test]
    fn a_number_of_the_mainland_is_told_from_others() {
        for bad in [
            "12811110000",
            "1381111000",
            "138111100000",
            "+85291234567",
            "886912345678",
            "+85366123456",
            "1381111000x",
            "１3811110000",
            "",
        ] {
            assert!(!is_mainland(&normalized(bad)), "{bad}");
        }
        for good in ["13000000000", "19911112222"] {
            assert!(is_mainland(good), "{good}");
        }
    }
}
