//! Phone numbers: those of mainland China in the ways in which clients write them, and those of elsewhere.

/// A number that a message can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// Eleven digits.
    Mainland(String),
    /// The country code and the number, in digits.
    Abroad(String),
}

impl Number {
    /// Reads a number. `international` says whether one without a prefix is of another country, unless it has the form of one of mainland
    /// China: that is always one (documented).
    pub(crate) fn read(text: &str, international: bool) -> Option<Self> {
        if let Some(number) = mainland(text) {
            return Some(Self::Mainland(number.to_owned()));
        }
        let bare = text.strip_prefix('+').or_else(|| text.strip_prefix("00"));
        let digits = bare.or_else(|| international.then_some(text))?;
        let is_number = (7..=15).contains(&digits.len())
            && digits.bytes().all(|it| it.is_ascii_digit())
            && !digits.starts_with('0')
            && !digits.starts_with("86");
        is_number.then(|| Self::Abroad(digits.to_owned()))
    }

    /// Reads a number that begins with the code of its country, as the version for other countries has them: `1` and a number of
    /// North America, whose two parts begin with 2 to 9, is one of there.
    pub(crate) fn with_country(text: &str) -> Option<Self> {
        let bare = text.strip_prefix('+').unwrap_or(text);
        let begins_a_part = |at: usize| bare.as_bytes().get(at).is_some_and(|it| *it >= b'2');
        if is_mainland(bare) && begins_a_part(1) && begins_a_part(4) {
            return Some(Self::Abroad(bare.to_owned()));
        }
        Self::read(text, true)
    }

    /// Its digits, without a prefix.
    pub(crate) fn digits(&self) -> &str {
        match self {
            Self::Mainland(digits) | Self::Abroad(digits) => digits,
        }
    }
}

/// The eleven digits of a number of mainland China, which may have the prefix `+`, `86`, `+86` or `0086` (documented).
pub(crate) fn mainland(text: &str) -> Option<&str> {
    let bare = ["+86", "0086", "86", "+"].into_iter().find_map(|it| {
        let rest = text.strip_prefix(it)?;
        is_mainland(rest).then_some(rest)
    });
    bare.or_else(|| is_mainland(text).then_some(text))
}

fn is_mainland(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && digits.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_way_to_write_them() {
        for (text, international, digits) in [
            ("13800000000", false, Some("13800000000")),
            ("+13800000000", false, Some("13800000000")),
            ("8613800000000", false, Some("13800000000")),
            ("+8613800000000", false, Some("13800000000")),
            ("008613800000000", false, Some("13800000000")),
            ("13800000000", true, Some("13800000000")),
            ("138000000001", false, None),
            ("1380000000", false, None),
            ("1380000000a", false, None),
            ("13800000000 ", false, None),
            ("85268326366", false, None),
            ("85268326366", true, Some("85268326366")),
            ("0085268326366", false, Some("85268326366")),
            ("+85268326366", true, Some("85268326366")),
            ("+8613800000", true, None),
            ("", true, None),
            ("+", true, None),
        ] {
            let found = Number::read(text, international);
            assert_eq!(found.as_ref().map(Number::digits), digits, "{text}");
        }
    }

    #[test]
    fn one_and_ten_digits_are_of_north_america_where_numbers_have_the_code_of_their_country() {
        let abroad = |it: &str| Some(Number::Abroad(it.to_owned()));
        for text in ["14155550100", "+14155550100", "0014155550100"] {
            assert_eq!(Number::with_country(text), abroad("14155550100"), "{text}");
        }
        assert_eq!(Number::with_country("85268326366"), abroad("85268326366"));
        for text in ["8613800000000", "+8613800000000", "008613800000000"] {
            let found = Number::with_country(text);
            assert_eq!(found, Some(Number::Mainland("13800000000".to_owned())), "{text}");
        }
        let mainland = Some(Number::Mainland("13900000001".to_owned()));
        assert_eq!(Number::with_country("13900000001"), mainland);
        assert_eq!(Number::with_country("+"), None);
    }
}
