//! Lists whose rows are numbered within what they are in: a page of them, and how many there are.

use super::tags::{self, WantedTag};
use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    request::page::{CursorPage, Page},
    shared::filters::pattern,
};

/// Which rows of a list are shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Those whose name has this in it, in any case.
    pub(crate) keyword: Option<String>,
    /// Those that have all of these tags.
    pub(crate) tags: Vec<WantedTag>,
}

/// Which part of a list is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// A page of this number.
    Numbered(Page),
    /// What follows a number. One row more than the page has room for is read.
    After(CursorPage),
}

/// A part of a list: the rows, each with its number, and how many there are in all parts.
pub(crate) type Found<T> = (Vec<(i64, T)>, i64);

/// For the row that so many rows come before: a number that it is not less than, and how many of them come
/// from there on. None if there are fewer rows.
pub(super) type StartReader = fn(&mut dyn Tx, &str, i64) -> Result<Option<(i64, i64)>>;

/// The statements of a list, whose first argument is the id of what the rows are in.
pub(super) struct Listed<T: 'static> {
    /// What the tally counts under that id.
    pub(super) tally: &'static str,
    /// What their tags are of.
    pub(super) kind: &'static str,
    /// Where the look for a row begins.
    pub(super) start: StartReader,
    /// The number of the row that `$3` rows come before, from the number `$2` on.
    pub(super) nth: &'static str,
    /// How many rows have a name like the pattern `$2`.
    pub(super) count: &'static str,
    /// The rows whose number is greater than `$2`, and whose name is like the pattern `$3` if there is one:
    /// `$4` rows after `$5`.
    pub(super) page: &'static str,
    /// The number and the id of each row whose name is like the pattern `$2` if there is one, and that has
    /// the tag `$5`, with the value `$6` if there is one; `$3` and `$4` are the owner and the kind of tags.
    pub(super) tagged: &'static str,
    /// Reads a row of a page, and then its number.
    pub(super) read: fn(&Row<'_>) -> Result<(i64, T)>,
    /// The row of an id.
    pub(super) find: fn(&mut dyn Tx, &str, &str) -> Result<Option<T>>,
}

impl<T> Listed<T> {
    /// A part of the rows in `within`, whose tags belong to `owner`.
    ///
    /// Without a filter it costs what the part costs: the total is tallied, and while no row has left
    /// the list the first number of a page is known. With gaps it is looked for in the index of the numbers. A
    /// filter by tags looks at those that have the first tag, a keyword at all names.
    pub(super) fn list(
        &self,
        tx: &mut dyn Tx,
        (owner, within): (&str, &str),
        filter: &Filter,
        part: Part,
    ) -> Result<Found<T>> {
        let like = filter.keyword.as_deref().map(pattern);
        if let Some((first, others)) = filter.tags.split_first() {
            let (key, value) = first;
            let mut found =
                tx.rows(self.tagged, args![within, &like, owner, self.kind, key, value], |row| {
                    Ok((row.int(0)?, row.text(1)?))
                })?;
            if let Some(holders) = tags::holders(tx, (owner, self.kind), others)? {
                found.retain(|(_, id)| holders.contains(id));
            }
            return self.of_ids(tx, owner, found, part);
        }
        let (held, last) = store::tally_and_last(tx, within, self.tally)?;
        let total = match &like {
            Some(like) => tx.row(self.count, args![within, like], |row| row.int(0))?.unwrap_or(0),
            None => held,
        };
        let (after, size, skip) = match part {
            Part::After(page) => (page.after, page.fetch_limit(), 0),
            Part::Numbered(page) if like.is_some() => (0, page.size, page.skip()),
            Part::Numbered(page) if held == last => (page.skip(), page.size, 0),
            Part::Numbered(page) => match self.nth(tx, within, page.skip())? {
                Some(number) => (number - 1, page.size, 0),
                None => return Ok((Vec::new(), total)),
            },
        };
        let rows = tx.rows(self.page, args![within, after, like, size, skip], self.read)?;
        Ok((rows, total))
    }

    /// The number of the row that `skip` rows come before.
    fn nth(&self, tx: &mut dyn Tx, within: &str, skip: i64) -> Result<Option<i64>> {
        match (self.start)(tx, within, skip)? {
            Some((first, rest)) => tx.row(self.nth, args![within, first, rest], |row| row.int(0)),
            None => Ok(None),
        }
    }

    /// The part of the rows of these ids, which come in the order of their numbers.
    fn of_ids(
        &self,
        tx: &mut dyn Tx,
        owner: &str,
        found: Vec<(i64, String)>,
        part: Part,
    ) -> Result<Found<T>> {
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let (after, size, skip) = match part {
            Part::After(page) => (page.after, page.fetch_limit(), 0),
            Part::Numbered(page) => (0, page.size, page.skip()),
        };
        let wide = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        let rest = found.into_iter().filter(|(number, _)| *number > after);
        let mut rows = Vec::new();
        for (number, id) in rest.skip(wide(skip)).take(wide(size)) {
            rows.extend((self.find)(tx, owner, &id)?.map(|row| (number, row)));
        }
        Ok((rows, total))
    }
}
