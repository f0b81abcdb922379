//! The ways in which products page their lists.

use crate::{Params, Result, int};

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

    /// How many rows come before it. A page beyond every list skips them all.
    #[must_use]
    pub fn skip(self) -> i64 {
        (self.number - 1).saturating_mul(self.size)
    }
}
