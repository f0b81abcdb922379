//! What a journal has to do with those of other processes that serve the same world: which of its calls they are yet to be
//! told of, and what it takes over of theirs.

use std::sync::Arc;

use crate::world::journal::{Entry, Journal, Marks};

/// A call that another process has answered.
#[derive(Debug)]
pub struct TakenOver {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// The call.
    pub entry: Entry,
    /// How many calls of that process before it were evicted before anybody else was told of them.
    pub missed: u64,
}

impl Journal {
    /// Whether this process has answered a call of a world that several serve.
    pub(super) fn is_own(&self, entry: &Entry) -> bool {
        entry.answered.as_ref().is_some_and(|it| Some(&it.process) == self.process.as_ref())
    }

    /// Adds calls that other processes have answered. They get numbers in the order of their times, and have their places among
    /// the others by these. Those of before the journal was cleared are none any more.
    pub fn take_over(&self, mut taken: Vec<TakenOver>) {
        taken.sort_by_key(|it| it.at);
        let mut all = self.lock();
        let cleared = all.marks.cleared;
        taken.retain(|it| it.entry.marks.cleared >= cleared);
        if taken.is_empty() {
            return;
        }
        for TakenOver { mut entry, missed, .. } in taken {
            all.last += missed + 1;
            all.evicted += missed;
            entry.sequence = all.last;
            all.by_clients += u64::from(!entry.by_console);
            all.bytes += entry.size();
            all.calls.push_back(Arc::new(entry));
        }
        all.calls.make_contiguous().sort_by_key(|it| it.answered.as_ref().map(|it| it.at));
        let gone = self.evict(&mut all);
        self.announce(all);
        drop(gone);
    }

    /// The calls of this process that the others were not told of yet, oldest first, as far as they are kept.
    #[must_use]
    pub fn untold(&self) -> Vec<Arc<Entry>> {
        let all = self.lock();
        let own = all.calls.iter().rev().filter(|it| self.is_own(it));
        let mut untold: Vec<_> = own.take_while(|it| it.sequence > all.told).cloned().collect();
        untold.reverse();
        untold
    }

    /// Notes that the others were told of the calls of this process up to this number. How many were evicted before they could
    /// be told of.
    pub fn told(&self, sequence: u64) -> u64 {
        let mut all = self.lock();
        all.told = all.told.max(sequence);
        std::mem::take(&mut all.lost)
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
