//! The worlds besides the first: those that there are, and the names of those that were dropped.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};

use super::Other;

/// How many names of worlds are remembered that were dropped, so that a call with a key of theirs is told so.
const REMEMBERED: usize = 4096;

/// Those that there are, and what is known of others.
#[derive(Default)]
pub(super) struct Others {
    pub(super) all: HashMap<Box<str>, Arc<Other>>,
    /// The names of the last that were dropped, the oldest first.
    dropped: VecDeque<Box<str>>,
    /// The same.
    pub(super) was_dropped: HashSet<Box<str>>,
}

impl Others {
    pub(super) fn remove(&mut self, name: &str) -> Option<Arc<Other>> {
        let removed = self.all.remove(name)?;
        if self.dropped.len() >= REMEMBERED
            && let Some(oldest) = self.dropped.pop_front()
        {
            self.was_dropped.remove(&oldest);
        }
        self.dropped.push_back(removed.name.clone());
        self.was_dropped.insert(removed.name.clone());
        if let Some(open) = removed.open.get() {
            open.world.end();
        }
        Some(removed)
    }
}
