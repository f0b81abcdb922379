//! Ids of the former actions. They are drawn from numbers of their own, which begin where no id of the other actions is.

use crate::{
    args,
    ports::store::{self, Result, Tx},
    request::page::Page,
};

/// The ids of one list of the former actions.
pub(super) struct LegacyIds {
    /// What the tally counts them by.
    kind: &'static str,
    /// No id is less.
    first: i64,
}

/// Those of contacts and webhook contacts, which are in one list.
pub(super) const OF_CONTACTS: LegacyIds = LegacyIds { kind: "arms_contact_legacy", first: 100_000 };

/// Those of contact groups.
pub(super) const OF_GROUPS: LegacyIds =
    LegacyIds { kind: "arms_contact_group_legacy", first: 50_000 };

impl LegacyIds {
    /// The next one.
    pub(super) fn next(&self, tx: &mut dyn Tx, account: &str) -> Result<i64> {
        Ok(self.first + store::tally_add(tx, account, self.kind)?)
    }

    /// Where a page starts in a list of `held` things, as [`Page::start`].
    pub(super) fn start(
        &self,
        tx: &mut dyn Tx,
        account: &str,
        page: Page,
        held: i64,
    ) -> Result<(i64, i64)> {
        let (_, last) = store::tally_and_last(tx, account, self.kind)?;
        let (first, skip) = page.start(held, last);
        Ok((self.first.saturating_add(first), skip))
    }

    /// Gives what has the id `id` of the other actions this one, which is free: see [`store::renumber`].
    pub(super) fn give(
        &self,
        tx: &mut dyn Tx,
        account: &str,
        update: &'static str,
        (id, legacy): (i64, i64),
    ) -> Result<()> {
        tx.execute(update, args![legacy, account, id])?;
        store::tally_raise(tx, account, self.kind, legacy - self.first)
    }
}
