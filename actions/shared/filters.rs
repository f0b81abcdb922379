//! Filtered lists: keyword patterns, and the two statements of a list, page and total, built from
//! the same filter.

use crate::{
    ports::store::{Result, Row, Tx, Value},
    request::page::Page,
};

/// Maximum size in bytes of a keyword. No column holds a longer one, and the database returns an
/// error beyond 50,000.
const MAX_WORD_BYTES: usize = 2048;

/// A `LIKE … ESCAPE '!'` pattern that finds `word` anywhere, ignoring case if the column is in
/// lower case.
#[must_use]
pub fn pattern(word: &str) -> String {
    if word.len() > MAX_WORD_BYTES {
        // No column is this character alone.
        return "\u{1}".to_owned();
    }
    let mut out = String::with_capacity(word.len() + 2);
    out.push('%');
    for c in word.trim().to_lowercase().chars() {
        if ['%', '_', '!'].contains(&c) {
            out.push('!');
        }
        out.push(c);
    }
    out.push('%');
    out
}

/// The statements of a list. Both take the arguments of the filter; the page statement also takes
/// limit and offset, as the last two.
#[derive(Clone, Copy, Debug)]
pub struct FilteredList {
    /// Counts the matching rows.
    pub count: &'static str,
    /// Selects one page of them.
    pub page: &'static str,
}

impl FilteredList {
    /// One page and the total number of rows. `unfiltered_total` is the total if nothing filters
    /// and it is known without counting.
    pub fn list<T>(
        &self,
        tx: &mut dyn Tx,
        args: &[Value<'_>],
        unfiltered_total: Option<i64>,
        page: Page,
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<(Vec<T>, i64)> {
        let total = match unfiltered_total {
            Some(total) => total,
            None => tx.row(self.count, args, |row| row.int(0))?.unwrap_or(0),
        };
        let mut args = args.to_vec();
        args.extend([page.size.into(), page.skip().into()]);
        Ok((tx.rows(self.page, &args, read)?, total))
    }
}

/// A [`FilteredList`]: of a macro that selects the columns of rows and ends before the filter, the same
/// `FROM … WHERE …` for the count, the filter, and the order with its limits.
macro_rules! filtered {
    ($select:ident, $from:literal, $filter:expr, $end:literal) => {
        $crate::shared::filters::FilteredList {
            count: concat!("SELECT COUNT(*) FROM ", $from, $filter),
            page: $select!($filter, $end),
        }
    };
}
pub(crate) use filtered;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_as_long_as_the_database_takes() {
        assert_eq!(pattern(" A_b%! "), "%a!_b!%!!%");
        assert!(pattern(&"_".repeat(MAX_WORD_BYTES)).len() < 50_000);
        assert_eq!(pattern(&"a".repeat(MAX_WORD_BYTES + 1)), "\u{1}");
    }

    #[test]
    fn a_keyword_is_looked_for_to_the_letter() {
        assert_eq!(pattern(" Ab "), "%ab%");
        assert_eq!(pattern("5%_!"), "%5!%!_!!%");
    }
}
