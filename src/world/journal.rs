//! The journal of a world: its last calls, each with what came, who called, what the policies decided and what was
//! answered. What is shown of calls is made from it when somebody asks; a call only adds to it.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use actions::Event;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::{
    clock,
    config::{JournalLimits, LOGGED_DIGITS},
    exchange::{Exchange, PolicyDecision, PolicyQuestion},
    world::journal::file::JournalFile,
};

pub mod about;
mod entry;
pub mod expected;
pub mod export;
pub mod file;
pub mod filter;
pub mod lines;
mod others;
mod request;
pub mod secrets;
pub mod shown;
pub mod wire;

pub use crate::world::journal::{
    entry::{Admitted, Answered, CallError, Entry},
    others::TakenOver,
    request::Request,
};

/// How much of an answer is kept.
const LONGEST_ANSWER: usize = 64 * 1024;

/// How often a journal was cleared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// How often all of it was.
    pub cleared: i64,
    /// How often it was told to forget what was asked of the policies.
    pub forgotten: i64,
}

/// The last calls of a world. Where several processes serve that, it has those that this one has answered, and those of
/// others that it was told of, in the order of their times.
pub struct Journal {
    /// The name of the world.
    world: Box<str>,
    /// What this process is called, where several serve the world.
    process: Option<Arc<str>>,
    /// Where calls are kept besides.
    file: Option<JournalFile>,
    limits: JournalLimits,
    entries: Mutex<Entries>,
    /// The number of the last call, for those who wait for one.
    last: watch::Sender<u64>,
}

#[derive(Default)]
struct Entries {
    calls: VecDeque<Arc<Entry>>,
    bytes: usize,
    last: u64,
    by_clients: u64,
    evicted: u64,
    /// State transitions that no call of the journal made, each once, until the next call takes them along.
    moved: Vec<Event>,
    /// The number of the call after which the questions to the policies count.
    questions_after: u64,
    marks: Marks,
    /// How many calls this process has answered since it was cleared, and when the last, where several serve the world.
    own: u64,
    at: i64,
    /// The number of the last of these that the others were told of, and how many were evicted before they could be.
    told: u64,
    lost: u64,
}

/// What a journal has.
#[derive(Debug)]
pub struct Kept {
    /// The calls, oldest first.
    pub calls: Vec<Arc<Entry>>,
    /// The least number of them.
    pub oldest: Option<u64>,
    /// How many calls were evicted since the journal was cleared.
    pub evicted: u64,
    /// The number of the last call of the world.
    pub last: u64,
    /// How many calls clients have made in the world: all but those of the console.
    pub by_clients: u64,
    /// The state transitions that due work, links and the control API made since the last call.
    pub moved: Vec<Event>,
}

impl Journal {
    /// An empty one.
    #[must_use]
    pub fn new(world: &str, limits: JournalLimits, file: Option<JournalFile>) -> Self {
        Self {
            world: world.into(),
            process: None,
            file,
            limits,
            entries: Mutex::default(),
            last: watch::Sender::new(0),
        }
    }

    /// That of a process, where several serve the world.
    #[must_use]
    pub fn of_process(self, process: Option<Arc<str>>) -> Self {
        Self { process, ..self }
    }

    /// What this process is called, where several serve the world and the calls of each are known to all.
    #[must_use]
    pub fn process(&self) -> Option<&Arc<str>> {
        self.process.as_ref()
    }

    /// Adds a call that was answered with this body.
    pub fn add(&self, exchange: Exchange<'_>, answer: &[u8]) {
        if self.limits.calls == 0 && self.file.is_none() {
            return;
        }
        // Copied before the lock is taken.
        let Some(mut entry) = Entry::of(exchange, answer) else { return };
        let mut all = self.lock();
        entry.marks = all.marks;
        // A look at the state takes nothing from the call that comes next.
        if !entry.by_console {
            entry.transitions_before = std::mem::take(&mut all.moved);
            all.by_clients += 1;
        }
        if let Some(process) = &self.process {
            // Not before the call before, even if the clock was set back.
            (all.at, all.own) = (clock::real_micros().max(all.at), all.own + 1);
            let (process, at, count) = (Arc::clone(process), all.at, all.own);
            entry.answered = Some(Answered { process, at, count });
        }
        all.last += 1;
        entry.sequence = all.last;
        let size = entry.size();
        all.bytes += size;
        let entry = Arc::new(entry);
        if let Some(file) = &self.file {
            file.take(&self.world, &entry, size);
        }
        all.calls.push_back(entry);
        let gone = self.evict(&mut all);
        self.announce(all);
        drop(gone);
    }

    /// Evicts the oldest calls, until no more are left than it keeps. They are to be dropped after the lock is released.
    fn evict(&self, all: &mut Entries) -> Vec<Arc<Entry>> {
        let mut gone = Vec::new();
        while all.calls.len() > self.limits.calls || all.bytes > self.limits.bytes {
            let Some(oldest) = all.calls.pop_front() else { break };
            all.bytes -= oldest.size();
            all.evicted += 1;
            if oldest.sequence > all.told && self.is_own(&oldest) {
                all.lost += 1;
            }
            gone.push(oldest);
        }
        gone
    }

    /// Tells who waits of the last call.
    fn announce(&self, all: MutexGuard<'_, Entries>) {
        let last = all.last;
        drop(all);
        if self.last.receiver_count() > 0 {
            self.last.send_if_modified(|it| {
                *it < last && {
                    *it = last;
                    true
                }
            });
        }
    }

    /// Notes state transitions that a call did not make itself.
    pub fn moved(&self, events: &[Event]) {
        if events.is_empty() || self.limits.calls == 0 && self.file.is_none() {
            return;
        }
        let mut all = self.lock();
        for event in events {
            if !all.moved.contains(event) {
                all.moved.push(event.clone());
            }
        }
    }

    /// Says in the file, if there is one, how the world begins.
    pub(in crate::world) fn begin(&self, header: impl FnOnce() -> String) {
        if let Some(file) = &self.file {
            file.begin(header());
        }
    }

    /// What is kept.
    #[must_use]
    pub fn kept(&self) -> Kept {
        let all = self.lock();
        Kept {
            oldest: all.calls.iter().map(|it| it.sequence).min(),
            evicted: all.evicted,
            last: all.last,
            by_clients: all.by_clients,
            moved: all.moved.clone(),
            calls: all.calls.iter().cloned().collect(),
        }
    }

    /// Those that came after the call of this number, in the order of their numbers.
    #[must_use]
    pub fn after(&self, sequence: u64) -> Vec<Arc<Entry>> {
        self.since(&self.lock(), sequence)
    }

    fn since(&self, all: &Entries, sequence: u64) -> Vec<Arc<Entry>> {
        if self.process.is_none() {
            let at = all.calls.partition_point(|it| it.sequence <= sequence);
            return all.calls.range(at..).cloned().collect();
        }
        // Those of other processes have numbers as they came, and places by their times.
        let mut found: Vec<_> =
            all.calls.iter().filter(|it| it.sequence > sequence).cloned().collect();
        found.sort_by_key(|it| it.sequence);
        found
    }

    /// Of the calls that came after the call of this number the newest, at most so many, in the order of their numbers; and the
    /// number of the last call of all.
    #[must_use]
    pub fn newest_after(&self, sequence: u64, most: usize) -> (Vec<Arc<Entry>>, u64) {
        let all = self.lock();
        let mut found = self.since(&all, sequence);
        found.drain(..found.len().saturating_sub(most));
        (found, all.last)
    }

    /// How many calls clients have made: all but those of the console.
    #[must_use]
    pub fn by_clients(&self) -> u64 {
        self.lock().by_clients
    }

    /// The number of the last call of all.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.lock().last
    }

    /// How many calls were evicted.
    #[must_use]
    pub fn evicted(&self) -> u64 {
        self.lock().evicted
    }

    /// The one whose caller was told this request id, or the newest of those whose ids begin so: with as many digits as
    /// the log shows.
    #[must_use]
    pub fn find(&self, request_id: &str) -> Option<Arc<Entry>> {
        let all = self.lock();
        let begins = |it: &&Arc<Entry>| {
            let least = LOGGED_DIGITS.min(it.request_id.len());
            let first = it.request_id.get(..request_id.len().max(least));
            first.is_some_and(|first| first.eq_ignore_ascii_case(request_id))
        };
        all.calls.iter().rev().find(begins).cloned()
    }

    /// Tells who waits of each further call. It is told at once of one that was added before it looked.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }

    /// What the calls of clients since the last [`forget_questions`](Self::forget_questions) asked of the policies: each
    /// question of `principal`, or of all, with the call that last asked it and what was decided then. And how many
    /// of these calls were evicted.
    #[must_use]
    pub fn questions(
        &self,
        principal: Option<&str>,
    ) -> (BTreeMap<PolicyQuestion, (Arc<Entry>, PolicyDecision)>, u64) {
        let all = self.lock();
        let (mark, evicted) = (all.questions_after, all.evicted);
        let (forgotten, last) = (all.marks.forgotten, all.last);
        let kept = all.calls.iter().filter(|it| it.sequence > mark).count() as u64;
        let counts = |it: &&Arc<Entry>| it.marks.forgotten >= forgotten && !it.by_console;
        let calls: Vec<_> = all.calls.iter().filter(counts).cloned().collect();
        drop(all);
        let mut asked = BTreeMap::new();
        for entry in calls {
            for it in entry.decisions() {
                if principal.is_none_or(|principal| principal == it.asked.principal) {
                    asked.insert(it.asked.clone(), (Arc::clone(&entry), it.clone()));
                }
            }
        }
        (asked, evicted.min((last - mark).saturating_sub(kept)))
    }

    /// From here on only what further calls ask counts as [questions](Self::questions). The calls stay.
    pub fn forget_questions(&self) {
        let Marks { cleared, forgotten } = self.marks();
        self.mark(Marks { cleared, forgotten: forgotten + 1 });
    }

    /// Forgets all, but what was answered after it was cleared by others. Numbers go on. How many calls it kept, and the number
    /// of the last call of the world.
    pub fn clear(&self) -> (usize, u64) {
        let mut all = self.lock();
        let cleared = all.marks.cleared;
        let gone = all.keep_only(|it| it.marks.cleared > cleared);
        let last = all.last;
        drop(all);
        (gone.len(), last)
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    /// Forgets all but these calls. Those that are gone.
    fn keep_only(&mut self, stays: impl Fn(&Entry) -> bool) -> Vec<Arc<Entry>> {
        let all = std::mem::take(&mut self.calls).into_iter();
        let (stay, gone) = all.partition::<Vec<_>, _>(|it| stays(it));
        self.bytes = stay.iter().map(|it| it.size()).sum();
        self.calls = stay.into();
        (self.evicted, self.own, self.lost, self.moved) = (0, 0, 0, Vec::new());
        gone
    }
}

#[cfg(test)]
mod tests;
