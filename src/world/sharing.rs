//! The journal of a world that several processes serve: each tells the others of the calls that it has answered, by way of
//! the database, and takes over theirs when somebody asks for calls, or waits for some.
//!
//! No call waits for it. A call is told of at once where there was none in the last quarter of a second, and else with those
//! of that time. What cannot be told, as the database is not reached, stays in the journal, and is told later unless it was
//! evicted by then. Of a world of one process all of this is nothing.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use actions::{Principal, ports::store::StoreError};
use tokio::{sync::Mutex, time};
use tracing::{debug, info};

use crate::{
    config::JournalLimits,
    exchange::Call,
    random,
    store::{Database, FoundCall, Room, ToldCall},
    world::{
        World,
        journal::{Answered, Entry, Marks, TakenOver, wire},
    },
};

/// How often the others are told at the most.
const TELLS: Duration = Duration::from_millis(250);
/// How often calls of others are taken over at the most, where somebody waits for some.
const LOOK: Duration = Duration::from_millis(500);
/// What is left of that once it was waited to tell the others again.
const REST: Duration = Duration::from_millis(250);
/// How long who asks for calls waits for those of others.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many calls are told at a time, and about how many bytes they have.
const MOST_CALLS: usize = 1000;
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// How much of what the table keeps is told before it is pruned again.
const PRUNES: usize = 4;
/// How many processes are remembered that have no calls any more.
const MOST_PROCESSES: usize = 1000;

/// What is known of the journals of others.
#[derive(Default)]
pub(super) struct Sharing {
    /// What was taken over of each process.
    seen: Mutex<BTreeMap<Arc<str>, Seen>>,
    told: Mutex<Told>,
}

/// The last call that was taken over of a process.
#[derive(Clone, Copy, Default)]
struct Seen {
    sequence: i64,
    cleared: i64,
    count: u64,
}

/// What was told since the table was pruned.
#[derive(Default)]
struct Told {
    calls: usize,
    bytes: usize,
    /// How often the journal had been cleared when it was.
    pruned: Option<i64>,
}

/// What this process is called among those that serve a world, where they tell each other of calls.
pub(super) fn name(database: &Database, limits: JournalLimits) -> Option<Arc<str>> {
    let shares = database.is_shared() && limits.calls > 0 && limits.bytes > 0;
    shares.then(|| base16ct::lower::encode_string(&random::random_bytes()[..4]).into())
}

/// Tells the others of each call, and takes over theirs where somebody waits for calls. Of a world of one process it ends at
/// once, else never.
pub async fn watch(world: Arc<World>) {
    if world.journal.process().is_none() {
        return;
    }
    let (mut changes, mut taken) = (world.journal.watch(), Instant::now());
    loop {
        // Whether it is a call or the time: look.
        let _ = time::timeout(REST, changes.changed()).await;
        world.tell_calls().await;
        if world.journal.is_watched() && taken.elapsed() >= LOOK {
            world.take_over_calls().await;
            taken = Instant::now();
        }
        time::sleep(TELLS).await;
    }
}

impl World {
    /// Takes over the calls that other processes have answered and told of by now. Where the database is not reached, the
    /// journal has those that are known.
    pub async fn catch_up_journal(&self) {
        if self.journal.process().is_some() {
            // That it was cleared comes first.
            self.look().await;
            let _ = time::timeout(PATIENCE, self.take_over_calls()).await;
        }
    }

    /// Clears the journal, for all who serve the world. How many calls it kept, and the number of the last call.
    pub async fn clear_journal(&self) -> Result<(usize, u64), StoreError> {
        if !self.database.is_shared() {
            return Ok(self.journal.clear());
        }
        self.catch_up_journal().await;
        let kept = self.journal.kept();
        self.database.clear_journal().await?;
        self.look().await;
        Ok((kept.calls.len(), kept.last))
    }

    /// Has only what further calls ask of the policies count, for all who serve the world. The calls stay.
    pub async fn forget_questions(&self) -> Result<(), StoreError> {
        if !self.database.is_shared() {
            self.journal.forget_questions();
            return Ok(());
        }
        self.catch_up_journal().await;
        self.database.forget_questions().await?;
        self.look().await;
        Ok(())
    }

    /// The call whose action was run, as [`Entry::call`] has it. The policy of a session is not told to other processes: the
    /// token has it.
    #[must_use]
    pub fn call_of(&self, entry: &Entry) -> Option<Call> {
        let mut call = entry.call()?;
        if let Principal::Session { policy: None, .. } = &call.caller.principal
            && self.journal.process().is_some()
            && let Some(token) = entry.security_token()
            && let Ok(Some(session)) = self.session(&token)
            && let Principal::Session { policy: known, .. } = &session.key.caller.principal
        {
            let mut caller = (*call.caller).clone();
            if let Principal::Session { policy, .. } = &mut caller.principal {
                policy.clone_from(known);
            }
            call.caller = Arc::new(caller);
        }
        Some(call)
    }

    /// Tells the other processes of the calls that they were not told of.
    pub async fn tell_calls(&self) {
        let Some(process) = self.journal.process() else { return };
        let mut told = self.sharing.told.lock().await;
        let mut untold = self.journal.untold();
        while !untold.is_empty() {
            let (mut count, mut bytes) = (0, 0);
            while count < untold.len().min(MOST_CALLS) && bytes < MOST_BYTES {
                bytes += untold[count].size();
                count += 1;
            }
            let rest = untold.split_off(count);
            let number = untold.last().map_or(0, |it| it.sequence);
            let calls = move || untold.iter().filter_map(|it| told_as(it)).collect();
            if let Err(e) = self.database.tell_calls(process, calls).await {
                debug!(error = %e, "cannot tell other processes of calls");
                return;
            }
            let lost = self.journal.told(number);
            if lost > 0 {
                info!(lost, "other processes were not told of calls");
            }
            told.calls += count;
            told.bytes += bytes;
            untold = rest;
        }
        self.prune(&mut told).await;
    }

    /// Prunes the table of calls, if it was cleared or much was told.
    async fn prune(&self, told: &mut Told) {
        let (limits, Marks { cleared, .. }) = (self.settings.journal, self.journal.marks());
        let much = told.calls > limits.calls / PRUNES || told.bytes > limits.bytes / PRUNES;
        if !much && told.pruned == Some(cleared) {
            return;
        }
        let most = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        let room = Room { calls: most(limits.calls), bytes: most(limits.bytes) };
        match self.database.prune_calls(cleared, room).await {
            Ok(()) => *told = Told { calls: 0, bytes: 0, pruned: Some(cleared) },
            Err(e) => debug!(error = %e, "cannot prune the calls of all processes"),
        }
    }

    /// Takes over what other processes have told of.
    async fn take_over_calls(&self) {
        let Some(process) = self.journal.process() else { return };
        // One at a time: what is found is taken over once.
        let mut seen = self.sharing.seen.lock().await;
        let known = seen.iter().map(|(process, it)| (Arc::clone(process), it.sequence)).collect();
        let read = |it: FoundCall| {
            let entry = wire::read(&it.process, &it.entry);
            (it.process, it.sequence, entry)
        };
        let (found, processes) = match self.database.calls_of_others(process, known, read).await {
            Ok(found) => found,
            Err(e) => return debug!(error = %e, "cannot read the calls of other processes"),
        };
        // All calls of a process that is gone are pruned some day.
        if seen.len() > MOST_PROCESSES {
            seen.retain(|process, _| processes.contains(process));
        }
        let mut taken = Vec::with_capacity(found.len());
        for (process, sequence, entry) in found {
            let seen = seen.entry(process).or_default();
            seen.sequence = sequence;
            let Some(entry) = entry else { continue };
            let Some(Answered { at, count, .. }) = entry.answered else { continue };
            let Marks { cleared, .. } = entry.marks;
            let before = if cleared == seen.cleared { seen.count } else { 0 };
            (seen.cleared, seen.count) = (cleared, count);
            taken.push(TakenOver { at, entry, missed: count.saturating_sub(before + 1) });
        }
        self.journal.take_over(taken);
    }
}

/// A call as the others are told of it.
fn told_as(entry: &Entry) -> Option<ToldCall> {
    Some(ToldCall {
        sequence: i64::try_from(entry.sequence).ok()?,
        at: entry.answered.as_ref()?.at,
        cleared: entry.marks.cleared,
        size: i64::try_from(entry.size()).ok()?,
        entry: wire::write(entry)?,
    })
}
