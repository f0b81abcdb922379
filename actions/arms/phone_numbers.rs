//! Phone numbers, and when two ways to write one are the same number.

/// Whether a text can be a phone number: 5 to 20 digits and hyphens after an optional `+`. Real prefixes are not
/// required (observed: Terraform's tests store `12345678900`; the form is assumed).
pub(super) fn is_phone(it: &str) -> bool {
    let rest = it.strip_prefix('+').unwrap_or(it);
    (5..=20).contains(&rest.len())
        && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && rest.bytes().any(|b| b.is_ascii_digit())
}

/// The digits of a number, without the country code of mainland numbers: `+8613811110000`, `86-13811110000` and
/// `13811110000` are one number (assumed).
pub(super) fn normalized(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let mainland = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86"));
    match mainland.filter(|it| it.len() == 11 && it.starts_with('1')) {
        Some(mainland) => mainland.to_owned(),
        None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_code_of_a_mainland_number_does_not_make_it_another_one() {
        for same in [
            "13811110000",
            "+8613811110000",
            "86-13811110000",
            "+86-138-1111-0000",
            "008613811110000",
        ] {
            assert_eq!(normalized(same), "13811110000", "{same}");
        }
        assert_eq!(normalized("+852-91234567"), "85291234567");
        assert_eq!(normalized("861381111"), "861381111", "too short to have a country code");
        assert_ne!(normalized("+85291234567"), normalized("91234567"));
    }

    #[test]
    fn a_phone_number_has_5_to_20_digits_and_hyphens() {
        for good in ["12345678900", "+86-13811110000", "10086", "12345678901234567890"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in [
            "",
            "1234",
            "123456789012345678901",
            "-----",
            "1381111****",
            "86+138",
            "１３８１１１１",
        ] {
            assert!(!is_phone(bad), "{bad}");
        }
    }
}
