//! Pagination of lists.

use crate::{Params, Result, int, text};

/// A numbered page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its number, from 1.
    pub number: i64,
    /// Rows to a page.
    pub size: i64,
}

impl Page {
    /// `PageNumber` and `PageSize`; a size above `max` counts as `max`.
    pub fn number_and_size(p: &mut Params<'_>, size: i64, max: i64) -> Result<Self> {
        Self::number_and_least_size(p, (1, size, max))
    }

    /// `PageNumber` and `PageSize`: the least that it may be, what it is unless given, and what one above counts as.
    pub fn number_and_least_size(
        p: &mut Params<'_>,
        (least, size, max): (i64, i64, i64),
    ) -> Result<Self> {
        let number = p.default(int("PageNumber").min(1).doc("The page, from 1."), 1)?;
        let size = p.default(int("PageSize").min(least).doc("How many to a page."), size)?;
        Ok(Self { number, size: p.page_size(size.min(max)) })
    }

    /// `PageNumber` and `PageSize`; a size that is not from 1 to `max` counts as the nearest that is.
    pub fn number_and_nearest_size(p: &mut Params<'_>, size: i64, max: i64) -> Result<Self> {
        let number = p.default(int("PageNumber").min(1).doc("The page, from 1."), 1)?;
        let size = p.default(int("PageSize").doc("How many to a page."), size)?;
        Ok(Self { number, size: p.page_size(size.clamp(1, max)) })
    }

    /// `CurrentPage` and `ShowSize`; a size above `max` counts as `max`.
    pub fn current_and_show(p: &mut Params<'_>, size: i64, max: i64) -> Result<Self> {
        let number = p.default(int("CurrentPage").min(1).doc("The page, from 1."), 1)?;
        let size = p.default(int("ShowSize").min(1).doc("How many to a page."), size)?;
        Ok(Self { number, size: p.page_size(size.min(max)) })
    }

    /// `Page` and `Size`, both required; a size above `max` counts as `max`.
    pub fn page_and_size(p: &mut Params<'_>, max: i64) -> Result<Self> {
        let number = p.required(int("Page").min(1).doc("The page, from 1."))?;
        let size = p.required(int("Size").min(1).doc("How many to a page."))?;
        Ok(Self { number, size: p.page_size(size.min(max)) })
    }

    /// `number` and `PageSize`, which are texts of digits; a size above `max` counts as `max`.
    pub fn texts(p: &mut Params<'_>, number: &'static str, size: i64, max: i64) -> Result<Self> {
        let digits = |it: &str| it.parse::<i64>().is_ok_and(|n| n > 0);
        let number = p.optional(text(number).form("number", digits).doc("The page, from 1."))?;
        let asked =
            p.optional(text("PageSize").form("number", digits).doc("How many to a page."))?;
        let read = |it: Option<String>, usual| it.and_then(|it| it.parse().ok()).unwrap_or(usual);
        let size = p.page_size(read(asked, size).min(max));
        Ok(Self { number: read(number, 1), size })
    }

    /// Its rows out of all.
    pub fn of<T>(self, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        let number = |it: i64| usize::try_from(it).unwrap_or(usize::MAX);
        all.into_iter().skip(number(self.skip())).take(number(self.size))
    }

    /// Its rows out of all, and how many there are.
    #[must_use]
    pub fn and_total<T>(self, all: Vec<T>) -> (Vec<T>, i64) {
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        (self.of(all).collect(), total)
    }

    /// How many rows come before it.
    #[must_use]
    pub fn skip(self) -> i64 {
        (self.number - 1).saturating_mul(self.size)
    }

    /// Where it starts in a list by descending number, of which there are `held` and the greatest is `last`: at most
    /// which number its rows have, and how many rows with such a number come before it.
    ///
    /// While nothing was deleted, the numbers have no gaps: then a page starts at its number, and the rows before it
    /// need not be read.
    #[must_use]
    pub fn start(self, held: i64, last: i64) -> (i64, i64) {
        if held == last { (last.saturating_sub(self.skip()), 0) } else { (last, self.skip()) }
    }
}

/// A page of a list that starts after the last row of the previous page (keyset pagination),
/// whatever was deleted meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CursorPage {
    /// Only rows with a greater number.
    pub after: i64,
    /// How many rows at most.
    pub size: i64,
}

impl CursorPage {
    /// `Marker`, opaque to the caller, and `MaxItems`, 1 to `max`.
    pub fn marker_and_max_items(p: &mut Params<'_>, size: i64, max: i64) -> Result<Self> {
        let marker = text("Marker").form("marker", |it| read_marker(it).is_some());
        let marker = p.optional(marker.doc("The Marker of the answer before, to go on from."))?;
        let after = marker.as_deref().and_then(read_marker).unwrap_or(0);
        let items = int("MaxItems").range(1, max).doc("How many at most.");
        let size = p.default(items, size)?;
        Ok(Self { after, size: p.page_size(size) })
    }

    /// `NextToken`, opaque to the caller, and `PageSize`, 1 to `max`.
    pub fn next_token_and_page_size(p: &mut Params<'_>, size: i64, max: i64) -> Result<Self> {
        let token = text("NextToken").form("token", |it| read_marker(it).is_some());
        let token = p.optional(token.doc("The NextToken of the answer before, to go on from."))?;
        let after = token.as_deref().and_then(read_marker).unwrap_or(0);
        let items = int("PageSize").range(1, max).doc("How many at most.");
        let size = p.default(items, size)?;
        Ok(Self { after, size: p.page_size(size) })
    }

    /// `NextToken`, opaque to the caller, and `MaxResults`, 1 to `max`; and whether the call has either.
    pub fn next_token_and_max_results(
        p: &mut Params<'_>,
        size: i64,
        max: i64,
    ) -> Result<(Self, bool)> {
        let token = text("NextToken").form("token", |it| read_marker(it).is_some());
        let token = p.optional(token.doc("The NextToken of the answer before, to go on from."))?;
        let after = token.as_deref().and_then(read_marker).unwrap_or(0);
        let items = p.optional(int("MaxResults").range(1, max).doc("How many at most."))?;
        let asked = token.is_some() || items.is_some();
        Ok((Self { after, size: p.page_size(items.unwrap_or(size)) }, asked))
    }

    /// How many rows to read: one more than the page size, to see whether there are more.
    #[must_use]
    pub fn fetch_limit(self) -> i64 {
        self.size + 1
    }

    /// Truncates `rows` to the page size. Returns the marker of the next page, if there is one.
    pub fn cut<T>(self, rows: &mut Vec<T>, number: impl Fn(&T) -> i64) -> Option<String> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        if rows.len() <= size {
            return None;
        }
        rows.truncate(size);
        rows.last().map(|row| format!("{:016x}", number(row)))
    }
}

fn read_marker(it: &str) -> Option<i64> {
    let number = i64::from_str_radix(it, 16).ok()?;
    (it.len() == 16 && number >= 0).then_some(number)
}

/// A page of a list whose token is an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetPage {
    /// How many rows come before it.
    pub skip: i64,
    /// How many rows it has at most.
    pub size: i64,
}

impl OffsetPage {
    /// `NextToken` and `MaxResults`; a size above `max` counts as `max`.
    pub fn next_token_and_max_results(p: &mut Params<'_>, size: i64, max: i64) -> Result<Self> {
        let plain = |it: &str| it.len() < 19 && it.bytes().all(|b| b.is_ascii_digit());
        let token = text("NextToken").form("token", plain);
        let token = p.optional(token.doc("Where the last answer said that the next begins."))?;
        let size = p.default(int("MaxResults").min(1).doc("How many at most."), size)?;
        let skip = token.and_then(|it| it.parse().ok()).unwrap_or(0);
        Ok(Self { skip, size: p.page_size(size.min(max)) })
    }

    /// The token of the next page, if `total` rows reach beyond this one.
    #[must_use]
    pub fn next(self, total: i64) -> Option<String> {
        let next = self.skip.saturating_add(self.size);
        (next < total).then(|| next.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_leads_on_from_the_last_row_that_fits() {
        let part = CursorPage { after: 0, size: 2 };
        let mut rows = vec![3, 5, 9];
        let marker = part.cut(&mut rows, |n| *n);
        assert_eq!((rows, marker.as_deref().and_then(read_marker)), (vec![3, 5], Some(5)));
        assert_eq!(part.cut(&mut vec![3, 5], |n| *n), None);
        for bad in ["", "5", "-000000000000005", "000000000000000x", "ffffffffffffffff"] {
            assert_eq!(read_marker(bad), None, "{bad}");
        }
    }
}
