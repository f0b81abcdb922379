//! An index of the texts of records by groups of three characters, so that a search for a word reads the records that may
//! have it, however many the domain has.

use std::collections::BTreeSet;

use super::records::Record;
use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE alidns_word (
        domain BIGINT NOT NULL, part TEXT NOT NULL, record BIGINT NOT NULL, PRIMARY KEY (domain, part, record)
    )";

/// How many characters a group has.
const LENGTH: usize = 3;
/// As many records of a group as tell that it is frequent.
const FREQUENT: i64 = 1000;
/// How many groups of a word are compared.
const COMPARED: usize = 32;

/// The groups of a text.
fn parts(text: &str) -> BTreeSet<String> {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    letters.windows(LENGTH).map(|it| it.iter().collect()).collect()
}

fn of(it: &Record) -> BTreeSet<String> {
    let mut all = parts(&it.rr);
    all.extend(parts(&it.value));
    all
}

/// Adds the texts of a record.
pub(super) fn add(tx: &mut dyn Tx, it: &Record) -> Result<()> {
    for part in of(it) {
        tx.execute(
            "INSERT INTO alidns_word (domain, part, record) VALUES ($1, $2, $3)",
            args![it.domain, part, it.seq],
        )?;
    }
    Ok(())
}

/// Removes the texts of a record.
pub(super) fn remove(tx: &mut dyn Tx, it: &Record) -> Result<()> {
    for part in of(it) {
        tx.execute(
            "DELETE FROM alidns_word WHERE domain = $1 AND part = $2 AND record = $3",
            args![it.domain, part, it.seq],
        )?;
    }
    Ok(())
}

/// The group of a word that the fewest records of a domain have; none if the word is too short, or if many records have each.
pub(super) fn rarest(tx: &mut dyn Tx, domain: i64, word: &str) -> Result<Option<String>> {
    let mut best = (FREQUENT, None);
    for part in parts(word.trim()).into_iter().take(COMPARED) {
        let count = "SELECT COUNT(*) FROM (SELECT 1 FROM alidns_word WHERE domain = $1 AND part = $2 LIMIT $3) AS some";
        let count = tx.row(count, args![domain, &part, best.0], |row| row.int(0))?.unwrap_or(0);
        if count < best.0 {
            best = (count, Some(part));
        }
    }
    Ok(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_indexed_by_groups_of_three() {
        let found: Vec<String> = parts("Wwww.中文").into_iter().collect();
        assert_eq!(
            found,
            ["w.中", "ww.", "www", ".中文"]
                .map(str::to_owned)
                .into_iter()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
        );
        assert!(parts("ab").is_empty());
    }
}
