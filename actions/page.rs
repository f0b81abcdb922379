//! The ways in which products page their lists.

use crate::{Params, Result, int, text};

/// A page of a list: how many rows to skip, and how many to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its number, from 1.
    pub number: i64,
    /// Rows to a page.
    pub size: i64,
}

impl Page {
    /// `PageNumber` and `PageSize`; a size above `most` counts as `most`.
    pub fn number_and_size(p: &mut Params<'_>, size: i64, most: i64) -> Result<Self> {
        let number = p.default(int("PageNumber").min(1).doc("The page, from 1."), 1)?;
        let size = p.default(int("PageSize").min(1).doc("How many to a page."), size)?;
        Ok(Self { number, size: size.min(most) })
    }

    /// `CurrentPage` and `ShowSize`; a size above `most` counts as `most`.
    pub fn current_and_show(p: &mut Params<'_>, size: i64, most: i64) -> Result<Self> {
        let number = p.default(int("CurrentPage").min(1).doc("The page, from 1."), 1)?;
        let size = p.default(int("ShowSize").min(1).doc("How many to a page."), size)?;
        Ok(Self { number, size: size.min(most) })
    }

    /// How many rows come before it. A page beyond every list skips them all.
    #[must_use]
    pub fn skip(self) -> i64 {
        (self.number - 1).saturating_mul(self.size)
    }
}

/// A stretch of a list that is read from token to token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// How many rows come before it.
    pub skip: i64,
    /// How many rows it has at most.
    pub size: i64,
}

impl Stretch {
    /// `NextToken` and `MaxResults`; a size above `most` counts as `most`.
    pub fn token_and_most(p: &mut Params<'_>, size: i64, most: i64) -> Result<Self> {
        let plain = |it: &str| it.len() < 19 && it.bytes().all(|b| b.is_ascii_digit());
        let token = text("NextToken").form("token", plain);
        let token = p.optional(token.doc("Where the last answer said that the next begins."))?;
        let size = p.default(int("MaxResults").min(1).doc("How many at most."), size)?;
        let skip = token.and_then(|it| it.parse().ok()).unwrap_or(0);
        Ok(Self { skip, size: size.min(most) })
    }

    /// The token of the next stretch, if `total` rows leave something for it.
    #[must_use]
    pub fn next(self, total: i64) -> Option<String> {
        let next = self.skip.saturating_add(self.size);
        (next < total).then(|| next.to_string())
    }
}
