//! What can be the phone number of a contact.

/// Whether a text can be a phone number: 5 to 20 digits and hyphens after an optional `+`. Real prefixes are not
/// required (observed: Terraform's tests store `12345678900`). The form of a phone number is assumed.
pub(super) fn is_phone(it: &str) -> bool {
    let rest = it.strip_prefix('+').unwrap_or(it);
    (5..=20).contains(&rest.len())
        && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && rest.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

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
