//! Which records of a domain a list has.

use super::{
    domains::{self, Domain},
    records::{Record, read, select_records},
};
use crate::{
    args,
    ports::store::{Result, Tx},
    request::page::Page,
    shared::filters::filtered,
};

/// Which records are listed: those that are all of this. Patterns and texts to compare are in lower case, types in capital
/// letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Search {
    /// A pattern of the sub-domain.
    pub(in crate::alidns) rr_like: Option<String>,
    /// A pattern of the value.
    pub(in crate::alidns) value_like: Option<String>,
    /// A pattern of the sub-domain or the value.
    pub(in crate::alidns) any_like: Option<String>,
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
    ($end:literal) => {
        filtered!(
            select_records,
            "alidns_record ",
            "WHERE domain = $1 AND (CAST($2 AS TEXT) IS NULL OR rr_key LIKE $2 ESCAPE '!')
             AND (CAST($3 AS TEXT) IS NULL OR LOWER(value) LIKE $3 ESCAPE '!')
             AND (CAST($4 AS TEXT) IS NULL OR rr_key LIKE $4 ESCAPE '!' OR LOWER(value) LIKE $4 ESCAPE '!')
             AND (CAST($5 AS TEXT) IS NULL OR rr_key = $5 OR LOWER(value) = $5)
             AND (CAST($6 AS TEXT) IS NULL OR type = $6) AND (CAST($7 AS TEXT) IS NULL OR type = $7)
             AND (CAST($8 AS TEXT) IS NULL OR line = $8) AND (CAST($9 AS BIGINT) IS NULL OR enabled = $9)",
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
    let nothing = Search { ascending: it.ascending, ..Search::default() };
    if let Some(kind) = &it.kind
        && *it == (Search { kind: it.kind.clone(), ..nothing.clone() })
    {
        let list = if it.ascending {
            of_type!(" ORDER BY seq LIMIT $3 OFFSET $4")
        } else {
            of_type!(" ORDER BY seq DESC LIMIT $3 OFFSET $4")
        };
        return list.list(tx, args![domain.seq, kind], None, page, read);
    }
    let total = if *it == nothing { Some(domains::record_count(tx, domain)?) } else { None };
    let list = if it.ascending {
        searched!(" ORDER BY seq LIMIT $10 OFFSET $11")
    } else {
        searched!(" ORDER BY seq DESC LIMIT $10 OFFSET $11")
    };
    let filter = args![
        domain.seq,
        &it.rr_like,
        &it.value_like,
        &it.any_like,
        &it.any_is,
        &it.kind,
        &it.also_kind,
        &it.line,
        it.enabled,
    ];
    list.list(tx, filter, total, page, read)
}

/// A page of the records of a sub-domain, the newest first, and how many there are: found by the index of names.
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
        " ORDER BY seq DESC LIMIT $5 OFFSET $6"
    )
    .list(tx, args![domain, rr_key, kind, line], None, page, read)
}
