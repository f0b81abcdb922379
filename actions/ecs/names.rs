//! What names, descriptions, passwords and the like may be.

use crate::shared::text::{begins_like_url, is_tag_key as is_plain_tag_key};

/// What form a text must have, and how that is called.
type Rule = (&'static str, fn(&str) -> bool);

/// A name: 2 to 128 characters that begin with a letter of any script.
pub(super) fn is_name(it: &str) -> bool {
    let rest = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | ':' | '-');
    (2..=128).contains(&it.chars().count())
        && it.starts_with(char::is_alphabetic)
        && !begins_like_url(it)
        && it.chars().all(rest)
}

/// The name of an image, which is not one of the vendor's.
pub(super) fn is_image_name(it: &str) -> bool {
    is_name(it) && !it.starts_with("aliyun") && !it.starts_with("acs:")
}

fn is_snapshot_name(it: &str) -> bool {
    is_name(it) && !it.starts_with("auto")
}

/// A description: 2 to 256 characters that do not begin like a URL.
pub(super) fn is_description(it: &str) -> bool {
    (2..=256).contains(&it.chars().count()) && !begins_like_url(it)
}

/// The special characters of passwords.
const SPECIAL: &str = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/";

/// A password: 8 to 30 characters of three kinds.
pub(super) fn is_password(it: &str) -> bool {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_digit(),
        |c| SPECIAL.contains(c),
    ];
    let has = |kind: &&fn(char) -> bool| it.chars().any(**kind);
    (8..=30).contains(&it.len())
        && it.chars().all(|c| kinds.iter().any(|kind| kind(c)))
        && kinds.iter().filter(has).count() >= 3
}

/// A host name of a system: letters, digits, dots and hyphens, of which none is first, last or beside another.
pub(super) fn is_host_name(it: &str, windows: bool) -> bool {
    let most = if windows { 15 } else { 64 };
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '-' || (c == '.' && !windows);
    let mark = |c: char| c == '-' || c == '.';
    (2..=most).contains(&it.len())
        && it.chars().all(letters)
        && !it.starts_with(mark)
        && !it.ends_with(mark)
        && !["..", "--", ".-", "-."].iter().any(|pair| it.contains(pair))
        && (!windows || it.bytes().any(|b| !b.is_ascii_digit()))
}

/// A price: a decimal with up to three places.
fn is_price(it: &str) -> bool {
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, places) = it.split_once('.').unwrap_or((it, "0"));
    digits(whole) && digits(places) && places.len() <= 3 && it.parse().is_ok_and(f64::is_finite)
}

/// The key of a tag.
pub(super) fn is_tag_key(it: &str) -> bool {
    is_plain_tag_key(it) && it.chars().count() <= 128
}

/// The value of a tag.
pub(super) fn is_tag_value(it: &str) -> bool {
    let folded = it.to_lowercase();
    it.chars().count() <= 128
        && !folded.starts_with("acs:")
        && !folded.contains("http://")
        && !folded.contains("https://")
}

/// The form of the parameter of this name, if it has one.
pub(super) fn rule(name: &str) -> Option<Rule> {
    let leaf = name.rsplit('.').next().unwrap_or(name);
    Some(match leaf {
        "ImageName" | "DestinationImageName" => ("name of an image", is_image_name),
        "SnapshotName" => ("name of a snapshot", is_snapshot_name),
        "Description" | "DestinationDescription" | "VersionDescription" => {
            ("description of 2 to 256 characters", is_description)
        }
        "Password" => ("password of 8 to 30 characters of three kinds", is_password),
        "SpotPriceLimit" => ("price with up to three decimal places", is_price),
        _ if leaf.ends_with("Name") => ("name of 2 to 128 characters", is_name),
        _ => return None,
    })
}

/// Whether `name` is `wanted`, in which `*` stands for anything.
pub(super) fn is_like(name: &str, wanted: &str) -> bool {
    let mut parts = wanted.split('*');
    let Some(first) = parts.next() else { return true };
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_anything_where_it_has_a_star() {
        for (name, wanted, is) in [
            ("web-1", "web-1", true),
            ("web-1", "web", false),
            ("web-1", "web*", true),
            ("web-1", "*1", true),
            ("web-1", "*b-*", true),
            ("web-1", "w*b*1", true),
            ("web-1", "*c*", false),
            ("aa", "a*a", true),
            ("a", "a*a", false),
            ("", "*", true),
        ] {
            assert_eq!(is_like(name, wanted), is, "{name} {wanted}");
        }
    }

    #[test]
    fn a_password_has_three_kinds_of_characters() {
        for (password, is) in [
            ("Passw0rd", true),
            ("passw0rd!", true),
            ("password", false),
            ("Passwor", false),
            ("Passw0rd ", false),
            ("Passw0rdPassw0rdPassw0rdPassw0r", false),
        ] {
            assert_eq!(is_password(password), is, "{password}");
        }
    }

    #[test]
    fn a_host_name_has_no_mark_at_an_end_or_beside_another() {
        for (name, windows, is) in [
            ("web-1", false, true),
            ("web.example", false, true),
            ("web.example", true, false),
            ("-web", false, false),
            ("web-", false, false),
            ("web..1", false, false),
            ("w", false, false),
            ("a-name-that-is-long", true, false),
            ("1234", true, false),
        ] {
            assert_eq!(is_host_name(name, windows), is, "{name}");
        }
    }

    #[test]
    fn a_name_begins_with_a_letter_of_any_script() {
        for (name, is) in [
            ("web", true),
            ("服务器", true),
            ("1web", false),
            ("w", false),
            ("http://web", false),
            ("web 1", false),
        ] {
            assert_eq!(is_name(name), is, "{name}");
        }
    }
}
