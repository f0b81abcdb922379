//! Which records of a domain a list has.

use super::{
    domains::{self, Domain},
    records::{Record, read, select_records},
    words,
};
use crate::{
    args,
    ports::store::{Result, Tx},
    request::page::Page,
    shared::filters::{filtered, pattern},
};

/// Which records are listed: those that are all of this. Texts are compared in lower case, types in capital letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Search {
    /// A part of the sub-domain.
    pub(in crate::alidns) in_rr: Option<String>,
    /// A part of the value.
    pub(in crate::alidns) in_value: Option<String>,
    /// A part of the sub-domain or the value.
    pub(in crate::alidns) in_any: Option<String>,
    /// The whole sub-domain or value.
    pub(in crate::alidns) any_is: Option<String>,
    pub(in crate::alidns) kind: Option<String>,
    /// The type once more, by another parameter.
    pub(in crate::alidns) also_kind: Option<String>,
    pub(in crate::alidns) line: Option<String>,
    pub(in crate::alidns) enabled: Option<bool>,
    /// The oldest come first.
    pub(in crate::alidns) ascending: bool,
}

macro_rules! of_type {
    ($end:literal) => {
        filtered!(select_records, "alidns_record ", "WHERE domain = $1 AND type = $2", $end)
    };
}

macro_rules! searched {
    ($among:literal, $end:literal) => {
        filtered!(
            select_records,
            "alidns_record ",
            concat!(
                $among,
            " AND (CAST($3 AS TEXT) IS NULL OR LOWER(rr) LIKE $3 ESCAPE '!')
             AND (CAST($4 AS TEXT) IS NULL OR LOWER(value) LIKE $4 ESCAPE '!')
             AND (CAST($5 AS TEXT) IS NULL OR LOWER(rr) LIKE $5 ESCAPE '!' OR LOWER(value) LIKE $5 ESCAPE '!')
             AND (CAST($6 AS TEXT) IS NULL OR LOWER(rr) = $6 OR LOWER(value) = $6)
             AND (CAST($7 AS TEXT) IS NULL OR type = $7) AND (CAST($8 AS TEXT) IS NULL OR type = $8)
             AND (CAST($9 AS TEXT) IS NULL OR line = $9) AND (CAST($10 AS BIGINT) IS NULL OR enabled = $10)"
            ),
            $end
        )
    };
}

/// All records of a domain.
macro_rules! all {
    ($end:literal) => {
        searched!("WHERE domain = $1 AND CAST($2 AS BIGINT) IS NULL", $end)
    };
}

/// The records that the index of words has under a group of characters.
macro_rules! indexed {
    ($end:literal) => {
        searched!(
            "WHERE domain = $1 AND seq IN (SELECT record FROM alidns_word WHERE domain = $1 AND part = $2)",
            $end
        )
    };
}

/// A page of the records of a domain, and how many there are.
pub(in crate::alidns) fn list(
    tx: &mut dyn Tx,
    domain: &Domain,
    it: &Search,
    page: Page,
) -> Result<(Vec<Record>, i64)> {
    let of_kind = Search { kind: it.kind.clone(), ascending: it.ascending, ..Search::default() };
    let total = if *it == of_kind {
        Some(domains::record_count(tx, domain, it.kind.as_deref())?)
    } else {
        None
    };
    if let (Some(_), Some(kind)) = (total, &it.kind) {
        let list = if it.ascending {
            of_type!(" ORDER BY seq LIMIT $3 OFFSET $4")
        } else {
            of_type!(" ORDER BY seq DESC LIMIT $3 OFFSET $4")
        };
        return list.list(tx, args![domain.seq, kind], total, page, read);
    }
    let word = [&it.any_is, &it.in_any, &it.in_rr, &it.in_value].into_iter().flatten().next();
    let part = match word {
        Some(word) => words::rarest(tx, domain.seq, word)?,
        None => None,
    };
    let list = match (part.is_some(), it.ascending) {
        (false, true) => all!(" ORDER BY seq LIMIT $11 OFFSET $12"),
        (false, false) => all!(" ORDER BY seq DESC LIMIT $11 OFFSET $12"),
        (true, true) => indexed!(" ORDER BY seq LIMIT $11 OFFSET $12"),
        (true, false) => indexed!(" ORDER BY seq DESC LIMIT $11 OFFSET $12"),
    };
    let like = |word: &Option<String>| word.as_deref().map(pattern);
    let filter = args![
        domain.seq,
        part,
        like(&it.in_rr),
        like(&it.in_value),
        like(&it.in_any),
        &it.any_is,
        &it.kind,
        &it.also_kind,
        &it.line,
        it.enabled,
    ];
    list.list(tx, filter, total, page, read)
}

/// A page of the records of a sub-domain, the newest first, and how many there are: found by the index of names, which an order
/// by the number alone would keep the database from.
pub(in crate::alidns) fn of_name(
    tx: &mut dyn Tx,
    (domain, rr_key): (i64, &str),
    (kind, line): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<(Vec<Record>, i64)> {
    filtered!(
        select_records,
        "alidns_record ",
        "WHERE domain = $1 AND rr_key = $2 AND (CAST($3 AS TEXT) IS NULL OR type = $3)
         AND (CAST($4 AS TEXT) IS NULL OR line = $4)",
        " ORDER BY seq + 0 DESC LIMIT $5 OFFSET $6"
    )
    .list(tx, args![domain, rr_key, kind, line], None, page, read)
}
