//! The forms of texts of seed files that several products have: regions, zones, ids, and words of which one is chosen.

use super::{regions, zones};
use crate::core::seed::SeedForm;

/// A region.
pub const REGION: SeedForm = SeedForm {
    what: "a region, such as cn-hangzhou",
    read: |text| regions::find(text).map(|it| it.id.to_owned()),
};

/// A zone.
pub const ZONE: SeedForm = SeedForm {
    what: "a zone, such as cn-hangzhou-i",
    read: |text| zones::region_of(text).map(|_| text.to_owned()),
};

/// The most characters of an id after its prefix.
const MAX_ID: usize = 60;

/// An id with this prefix: letters in lower case, digits and hyphens after it.
#[must_use]
pub fn id(prefix: &str, text: &str) -> Option<String> {
    let rest = text.strip_prefix(prefix)?;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    ((1..=MAX_ID).contains(&rest.len()) && rest.bytes().all(plain)).then(|| text.to_owned())
}

/// One of some words, in any case.
#[must_use]
pub fn one_of(all: &[&str], text: &str) -> Option<String> {
    all.iter().find(|it| it.eq_ignore_ascii_case(text)).map(|it| (*it).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_its_prefix_and_what_ids_are_made_of() {
        for good in ["vpc-shop", "vpc-1", "vpc-bp1a-b"] {
            assert_eq!(id("vpc-", good).as_deref(), Some(good));
        }
        for bad in ["", "vpc-", "vsw-1", "vpc-Shop", "vpc-a b", "vpc-a,b", "vpc-*", "vpc-a/b"] {
            assert_eq!(id("vpc-", bad), None, "{bad}");
        }
        assert_eq!(id("vpc-", &format!("vpc-{}", "x".repeat(61))), None);
        assert_eq!(one_of(&["Accept", "Drop"], "accept").as_deref(), Some("Accept"));
        assert_eq!(one_of(&["Accept", "Drop"], "deny"), None);
    }

    #[test]
    fn regions_and_zones_are_those_that_there_are() {
        assert_eq!((REGION.read)("cn-beijing").as_deref(), Some("cn-beijing"));
        assert_eq!((REGION.read)("mars"), None);
        assert_eq!((ZONE.read)("cn-beijing-h").as_deref(), Some("cn-beijing-h"));
        assert_eq!((ZONE.read)("cn-beijing"), None);
    }
}
