//! The zones of regions, and the letters that stand for a region in the ids of what is in it. Which zones are facts and which are
//! modelled, `fixtures/regions/zones.txt` says.

use sha2::{Digest, Sha256};

use crate::{
    Random,
    shared::{
        ids,
        regions::{self, Language},
    },
};

static ZONES: &str = include_str!("../../fixtures/regions/zones.txt");

/// The letters of regions in ids, as calls of the cloud show them; those of the last three are modelled.
const CODES: [(&str, &str); 13] = [
    ("cn-hangzhou", "bp1"),
    ("cn-beijing", "2ze"),
    ("cn-shanghai", "uf6"),
    ("cn-shenzhen", "wz9"),
    ("cn-hongkong", "j6c"),
    ("ap-southeast-1", "t4n"),
    ("cn-qingdao", "m5e"),
    ("eu-central-1", "gw8"),
    ("ap-northeast-1", "6we"),
    ("cn-huhehaote", "hp3"),
    ("us-west-1", "rj9"),
    ("us-east-1", "0xi"),
    ("cn-zhangjiakou", "8vb"),
];

/// A zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Its id: `cn-hangzhou-h`, `ap-southeast-1a`.
    pub id: String,
    /// Its letter: `h`.
    pub letter: char,
}

/// The zones of a region, by letter.
#[must_use]
pub fn of(region: &str) -> Vec<Zone> {
    let mut lines = ZONES.lines().filter(|line| !line.starts_with('#'));
    let letters = lines.find_map(|line| line.strip_prefix(region)?.strip_prefix(' '));
    let hyphen = if region.starts_with("cn-") { "-" } else { "" };
    let letters = letters.unwrap_or_default().split(' ').filter_map(|it| it.chars().next());
    letters.map(|letter| Zone { id: format!("{region}{hyphen}{letter}"), letter }).collect()
}

/// Whether a region has the zone of this id.
#[must_use]
pub fn has(region: &str, zone: &str) -> bool {
    of(region).iter().any(|it| it.id == zone)
}

/// The region that has the zone of this id.
#[must_use]
pub fn region_of(zone: &str) -> Option<&'static str> {
    let regions = ZONES.lines().filter_map(|line| line.split_once(' ')).map(|it| it.0);
    regions.into_iter().find(|region| has(region, zone))
}

/// The name of a zone (modelled: after the name of its region).
#[must_use]
pub fn name(region: &str, zone: &Zone, language: Language) -> String {
    let of_region = regions::find(region).and_then(|it| it.name(language)).unwrap_or(region);
    let letter = zone.letter.to_ascii_uppercase();
    match language {
        Language::Chinese => format!("{of_region} 可用区{letter}"),
        Language::English => format!("{of_region} Zone {letter}"),
        Language::Japanese => format!("{of_region} ゾーン{letter}"),
    }
}

/// A new id of what is in a region, with so many letters and digits after its prefix: `vpc-bp1…`. The letters of a region that
/// is not known are modelled.
#[must_use]
pub fn id(random: &mut dyn Random, prefix: &str, region: &str, count: usize) -> String {
    let known = CODES.iter().find(|(it, _)| *it == region).map(|(_, code)| (*code).to_owned());
    let code = known.unwrap_or_else(|| {
        let digest = Sha256::digest(region.as_bytes());
        let letter = |byte: &u8| {
            char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[usize::from(*byte) % 36])
        };
        digest.iter().take(3).map(letter).collect()
    });
    let rest = ids::lower(random, count.saturating_sub(code.len()));
    format!("{prefix}-{code}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_that_is_offered_has_zones_of_the_published_form() {
        for region in regions::offered() {
            let zones = of(region.id);
            assert!(!zones.is_empty(), "{}", region.id);
            assert!(zones.iter().all(|it| has(region.id, &it.id)));
        }
        assert_eq!(of("cn-hangzhou")[2].id, "cn-hangzhou-h");
        assert_eq!(of("ap-southeast-1")[0].id, "ap-southeast-1a");
        assert!(!has("cn-hangzhou", "cn-hangzhou-z") && of("nowhere").is_empty());
    }
}
