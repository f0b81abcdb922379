//! What a journal has to do with those of other processes that serve the same world: which of its calls they are yet to be
//! told of, and what it takes over of theirs.

use std::sync::Arc;

use crate::world::journal::{Entry, Journal, Marks};

impl Journal {
    /// Whether this process has answered a call of a world that several serve.
    pub(super) fn is_own(&self, entry: &Entry) -> bool {
        entry.answered.as_ref().is_some_and(|it| Some(&it.process) == self.process.as_ref())
    }

    /// Adds a call that another process has answered, before which so many of its calls were evicted that this one was not
    /// told of. One of before the journal was cleared is none any more.
    pub fn take_over(&self, entry: Entry, missed: u64) {
        let mut all = self.lock();
        if entry.marks.cleared < all.marks.cleared {
            return;
        }
        all.last += missed;
        all.evicted += missed;
        self.push(all, entry, None);
    }

    /// The calls of this process that the others were not told of yet, oldest first, as far as they are kept.
    #[must_use]
    pub fn untold(&self) -> Vec<Arc<Entry>> {
        let all = self.lock();
        let at = all.calls.partition_point(|it| it.sequence <= all.told);
        all.calls.range(at..).filter(|it| self.is_own(it)).cloned().collect()
    }

    /// Notes that the others were told of the calls of this process up to this number. How many were evicted before they could
    /// be told of.
    pub fn told(&self, sequence: u64) -> u64 {
        let mut all = self.lock();
        all.told = all.told.max(sequence);
        std::mem::take(&mut all.untold)
    }

    /// Whether somebody waits for calls besides the one who tells others of them.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.last.receiver_count() > 1
    }

    /// How often it was cleared.
    #[must_use]
    pub fn marks(&self) -> Marks {
        self.lock().marks
    }

    /// Takes over that it was cleared, by this process or another one: what was answered before is gone, or asks for nothing
    /// any more.
    pub fn mark(&self, marks: Marks) {
        let mut all = self.lock();
        let mut gone = Vec::new();
        if marks.cleared > all.marks.cleared {
            all.marks.cleared = marks.cleared;
            gone = all.keep_only(|it| it.marks.cleared >= marks.cleared);
        }
        if marks.forgotten > all.marks.forgotten {
            all.marks.forgotten = marks.forgotten;
            all.questions_after = all.last;
        }
        // What is gone is dropped after the lock is released.
        drop(all);
        drop(gone);
    }
}
