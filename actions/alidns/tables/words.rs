//! An index of the texts of records, so that a search for a word reads the records that may have it, however many the domain
//! has.
//!
//! A text is seen as its groups of five characters. Every record with a word has all groups of the word, so those that have the
//! rarest of them are read, and compared with the word.

use std::collections::BTreeSet;

use crate::{
    args,
    ports::store::{Result, Tx},
};

// part is a number that is made from a group.
pub(super) const TABLE: &str = "CREATE TABLE alidns_word (
        domain BIGINT NOT NULL, part BIGINT NOT NULL, record BIGINT NOT NULL, PRIMARY KEY (domain, part, record)
    )";

/// How many characters a group has. What is looked for by a shorter word is compared with all records.
const GROUP: usize = 5;
/// As many records of a group as tell that it is frequent: where others are not, and at all.
const FREQUENT: [i64; 2] = [64, 4096];
/// How many groups of a word are compared.
const COMPARED: usize = 32;

/// The groups of a text.
fn parts(text: &str) -> BTreeSet<i64> {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    // FNV-1a, which mixes them. Two groups with one number cost a comparison more.
    let mixed =
        |all: i64, c: &char| (all ^ i64::from(u32::from(*c))).wrapping_mul(1_099_511_628_211);
    let number = |group: &[char]| group.iter().fold(-3_750_763_034_362_895_579, mixed);
    letters.windows(GROUP).map(number).collect()
}

fn of((rr, value): (&str, &str)) -> BTreeSet<i64> {
    let mut all = parts(rr);
    all.extend(parts(value));
    all
}

/// Adds the texts of a record of a domain, both by their numbers.
pub(super) fn add(
    tx: &mut dyn Tx,
    (domain, record): (i64, i64),
    texts: (&str, &str),
) -> Result<()> {
    for part in of(texts) {
        tx.execute(
            "INSERT INTO alidns_word (domain, part, record) VALUES ($1, $2, $3)",
            args![domain, part, record],
        )?;
    }
    Ok(())
}

/// Removes the texts of a record of a domain.
pub(super) fn remove(
    tx: &mut dyn Tx,
    (domain, record): (i64, i64),
    texts: (&str, &str),
) -> Result<()> {
    for part in of(texts) {
        tx.execute(
            "DELETE FROM alidns_word WHERE domain = $1 AND part = $2 AND record = $3",
            args![domain, part, record],
        )?;
    }
    Ok(())
}

/// Removes the texts of the records of a domain that are gone.
pub(super) fn remove_lost(tx: &mut dyn Tx, domain: i64) -> Result<()> {
    tx.execute(
        "DELETE FROM alidns_word WHERE domain = $1
         AND NOT EXISTS (SELECT 1 FROM alidns_record WHERE seq = alidns_word.record)",
        args![domain],
    )?;
    Ok(())
}

/// The group of a word that the fewest records of a domain have; none if the word is too short, or if many records have each.
pub(super) fn rarest(tx: &mut dyn Tx, domain: i64, word: &str) -> Result<Option<i64>> {
    let parts = parts(word.trim());
    for most in FREQUENT {
        let mut best = (most, None);
        for part in parts.iter().take(COMPARED) {
            let count = "SELECT COUNT(*) FROM (SELECT 1 FROM alidns_word WHERE domain = $1 AND part = $2 LIMIT $3) AS counted";
            let count = tx.row(count, args![domain, *part, best.0], |row| row.int(0))?.unwrap_or(0);
            if count < best.0 {
                best = (count, Some(*part));
            }
        }
        if best.1.is_some() {
            return Ok(best.1);
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_groups_of_every_word_in_it() {
        let text = "Host-000123.中文.elsewhere.example 10.1.2.3";
        let (all, letters) = (parts(text), text.to_lowercase().chars().collect::<Vec<_>>());
        for length in GROUP..letters.len() {
            for word in letters.windows(length) {
                let word: String = word.iter().collect();
                let own = parts(&word);
                assert!(!own.is_empty() && own.is_subset(&all), "{word}");
            }
        }
        assert!(parts("four").is_empty());
    }
}
