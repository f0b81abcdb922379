//! Rules for the fields of users, groups and devices.
//!
//! Assumed: names of users and groups compare without case.

use crate::{Spec, text};

/// The parameter that names a user.
pub(super) const fn user_name(param: &'static str) -> Spec<String> {
    text(param).chars(1, 64, is_plain)
}

/// The parameter that names a group.
pub(super) const fn group_name(param: &'static str) -> Spec<String> {
    text(param).chars(1, 64, is_plain)
}

/// The parameter that names an MFA device.
pub(super) const fn device_name(param: &'static str) -> Spec<String> {
    text(param).chars(1, 64, |c| c.is_ascii_alphanumeric() || c == '-')
}

/// A parameter that holds a comment.
pub(super) const fn comment(param: &'static str) -> Spec<String> {
    text(param).prose(1, 128)
}

/// A parameter that holds a display name.
pub(super) const fn display_name(param: &'static str) -> Spec<String> {
    text(param).line(1, 128)
}

/// A parameter that holds a mobile phone number.
pub(super) const fn phone(param: &'static str) -> Spec<String> {
    text(param).form("phone number with its country code: 86-13800000000", is_phone)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn is_phone(it: &str) -> bool {
    let digits = |part: &str, most| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    it.split_once('-').is_some_and(|(country, number)| digits(country, 4) && digits(number, 20))
}

/// Whether `it` is a valid account alias, which is also a label of a domain name.
pub(super) fn is_alias(it: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    it.chars().all(plain) && !it.starts_with('-') && !it.ends_with('-') && !it.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_has_a_country_code() {
        for good in ["86-13800000000", "1-5550100", "1684-5550100"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in
            ["", "-", "13800000000", "86-", "-138", "86-138-00", "86-138x", "+86-138", "８６-1"]
        {
            assert!(!is_phone(bad), "{bad}");
        }
    }

    #[test]
    fn an_alias_can_stand_in_a_domain_name() {
        for good in ["abc", "my-company", "1-2-3"] {
            assert!(is_alias(good), "{good}");
        }
        for bad in ["-abc", "abc-", "a--b", "Abc", "a.b", "a_b", "张三"] {
            assert!(!is_alias(bad), "{bad}");
        }
    }
}
