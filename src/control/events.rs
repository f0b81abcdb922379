//! `/_localyun/events`: what happens in a world, as server-sent events, for as long as a client listens.
//!
//! A listener is a task of its own, woken by the channels that those who wait have too: a call that is served does nothing
//! more for it. It reads the journal when it is ready to send, at most five times a second, and no more than
//! [`MOST_CALLS`] calls, so a client that reads slowly misses calls, which are counted, and makes nothing wait or grow.

use std::{sync::Arc, time::Duration};

use actions::{
    core::control::{ControlAccess, ControlRequest, EVENTS, Operation},
    ports::{
        due, outbox,
        store::{StoreError, Tx},
    },
};
use serde_json::{Value, json};
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    time::{self, Instant},
};

use crate::{
    app::{App, MOST_LISTENERS},
    clock::ClockState,
    control::{Problem, clock::shown as time_shown, reply::Reply, route::ServerRoute},
    wire::{
        body::{Body, Chunks, LastChunk},
        shortened::shortened,
    },
    world::{World, journal::shown, worlds::FIRST},
};

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::replying(
    Operation::get(
        "events",
        "Streams what happens in a world, as server-sent events, until the client leaves.",
    )
    .access(ControlAccess::Nothing)
    .answers(EVENTS)
    .query(&[
        (
            "kinds",
            "only events of these kinds, with commas between: calls, messages, clock, due, worlds, faults",
        ),
        (
            "since",
            "the number of a call: those after it come first. The header `Last-Event-ID` says the same",
        ),
    ]),
    |app, world, request| Box::pin(open(app, world, request)),
)];

/// The least time between two batches.
const PAUSE: Duration = Duration::from_millis(200);

/// How often is looked for changes that no channel tells of.
const LOOK: Duration = Duration::from_millis(500);

/// How often the table of due work is read at the most.
const DUE: Duration = Duration::from_secs(1);

/// After so long without an event a comment shows that the stream is alive.
const SILENCE: Duration = Duration::from_secs(15);

/// How many calls a batch has at the most.
const MOST_CALLS: usize = 50;

const KINDS: [&str; 6] = ["calls", "messages", "clock", "due", "worlds", "faults"];

/// Who listens, and what was last sent.
struct Listener {
    world: Arc<World>,
    kinds: Vec<&'static str>,
    /// The number of the last call.
    call: u64,
    /// The id of the last message.
    message: i64,
    clock: ClockState,
    worlds: Option<usize>,
    faults: Option<(usize, u64)>,
    due: Option<(i64, Option<i64>)>,
    due_read: Option<Instant>,
    changes: Changes,
}

/// What tells of changes.
struct Changes {
    calls: watch::Receiver<u64>,
    messages: watch::Receiver<i64>,
    worlds: watch::Receiver<usize>,
}

impl Changes {
    /// Ends when something may have changed.
    async fn next(&mut self, kinds: &[&str]) {
        let wants = |kind| kinds.contains(&kind);
        tokio::select! {
            _ = self.calls.changed(), if wants("calls") => {}
            // Still to be told of, as if another change had come first.
            _ = self.messages.changed(), if wants("messages") => self.messages.mark_changed(),
            _ = self.worlds.changed(), if wants("worlds") => {}
            () = time::sleep(LOOK) => {}
        }
    }

    /// The id of the last message, and whether there is something new of them: one that came, or what became of one.
    fn of_messages(&mut self) -> (i64, bool) {
        let told = self.messages.has_changed().unwrap_or(false);
        (*self.messages.borrow_and_update(), told)
    }
}

/// What ends a stream besides its client.
struct Ends {
    dropped: watch::Receiver<bool>,
    replaced: watch::Receiver<&'static str>,
}

impl Ends {
    /// Ends with the reason.
    async fn reason(&mut self, chunks: &Chunks) -> &'static str {
        tokio::select! {
            biased;
            () = async { drop(self.dropped.wait_for(|dropped| *dropped).await) } => "dropped",
            _ = self.replaced.changed() => *self.replaced.borrow(),
            () = chunks.gone() => "stopped",
        }
    }
}

async fn open(app: &App, world: &Arc<World>, request: &ControlRequest) -> Result<Reply, Problem> {
    let kinds = kinds(request)?;
    let wrong = || Problem::new(400, "since is the number of a call");
    let since = request.query_value("since").map(|it| it.parse().map_err(|_| wrong()));
    // A browser repeats what it was sent, whatever a page has asked for at first.
    let since = match request.header("last-event-id").and_then(|it| it.parse().ok()) {
        Some(number) => Some(number),
        None => since.transpose()?,
    };
    let place = Arc::clone(&app.listeners).try_acquire_owned().map_err(|_| {
        let text = format!(
            "{MOST_LISTENERS} clients listen to events already: close one, such as the page of a console that is open twice"
        );
        Problem::new(503, text)
    })?;
    world.catch_up_journal().await;
    // What happens from here on is told of, and what was before is read after that.
    let changes = Changes {
        calls: world.journal.watch(),
        messages: world.messages.subscribe(),
        worlds: app.worlds.counted(),
    };
    let ends = Ends { dropped: world.ended.subscribe(), replaced: world.replaced.subscribe() };
    let message = world.database.read::<_, StoreError>(outbox::last)?;
    let last = world.journal.last();
    // A number that is not reached yet is one of before a restart.
    let call = since.map_or(last, |since| if since > last { 0 } else { since });
    let mut listener = Listener {
        world: Arc::clone(world),
        kinds,
        call,
        message,
        clock: world.clock.state(),
        worlds: None,
        faults: None,
        due: None,
        due_read: None,
        changes,
    };
    let (chunks, body) = Body::chunks();
    let Some(end) = chunks.last() else { return Err(Problem::new(500, "no room to begin")) };
    // There is room for it, so that it comes first even if all ends at once.
    chunks.send(listener.hello(last) + &listener.batch()).await.ok();
    tokio::spawn(listener.run((chunks, end), ends, place));
    Ok(Reply::Stream(EVENTS, body))
}

/// The kinds of events that are asked for.
fn kinds(request: &ControlRequest) -> Result<Vec<&'static str>, Problem> {
    let Some(text) = request.query_value("kinds") else { return Ok(KINDS.to_vec()) };
    let kind = |name: &str| {
        KINDS.into_iter().find(|it| *it == name.trim()).ok_or_else(|| {
            let text = format!(
                "kinds has `{}`, which is none: they are {}",
                shortened(name),
                KINDS.join(", ")
            );
            Problem::new(400, text)
        })
    };
    let named = text.split(',').map(kind).collect::<Result<Vec<_>, Problem>>()?;
    // Each once, however often it is named.
    Ok(KINDS.into_iter().filter(|it| named.contains(it)).collect())
}

impl Listener {
    /// Sends what happens until the stream ends.
    async fn run(
        mut self,
        (chunks, end): (Chunks, LastChunk),
        mut ends: Ends,
        _place: OwnedSemaphorePermit,
    ) {
        let mut text = String::new();
        let mut sent = Instant::now();
        let reason = loop {
            if text.is_empty() && sent.elapsed() >= SILENCE {
                ":\n\n".clone_into(&mut text);
            }
            let next = async {
                if !text.is_empty() {
                    // A client that does not read makes this wait, and nothing else.
                    chunks.send(std::mem::take(&mut text)).await.ok();
                    sent = Instant::now();
                }
                time::sleep(PAUSE).await;
                self.changes.next(&self.kinds).await;
            };
            tokio::select! {
                biased;
                reason = ends.reason(&chunks) => break reason,
                () = next => text = self.batch(),
            }
        };
        end.send(event("end", None, &json!({ "reason": reason })));
    }

    /// The first event: where the world is.
    fn hello(&self, last: u64) -> String {
        let clock = &self.world.clock;
        let hello = json!({
            "world": if self.world.name.is_empty() { FIRST } else { &*self.world.name },
            "now": time_shown(clock.now()),
            "frozen": clock.is_frozen(),
            "rate": clock.rate(),
            "last_call": last,
            "last_message": self.message,
        });
        format!("retry: 1000\n{}", event("hello", Some(self.call), &hello))
    }

    /// What has changed since the batch before; nothing if nothing has.
    fn batch(&mut self) -> String {
        let mut all = String::new();
        for kind in self.kinds.clone() {
            let changed = match kind {
                "calls" => self.calls(),
                "messages" => self.messages(),
                "clock" => self.clock(),
                "due" => self.due(),
                "worlds" => self.worlds(),
                _ => self.faults(),
            };
            let number = Some(self.call).filter(|_| kind == "calls");
            all.extend(changed.map(|it| event(kind, number, &it)));
        }
        all
    }

    fn calls(&mut self) -> Option<Value> {
        let (calls, last) = self.world.journal.newest_after(self.call, MOST_CALLS);
        let new = last.checked_sub(self.call).filter(|new| *new > 0)?;
        self.call = last;
        let skipped = new.saturating_sub(calls.len() as u64);
        let calls: Vec<_> = calls.iter().map(|it| shown::summary(it)).collect();
        let by_clients = self.world.journal.by_clients();
        Some(json!({ "calls": calls, "skipped": skipped, "last": last, "by_clients": by_clients }))
    }

    fn messages(&mut self) -> Option<Value> {
        let (last, told) = self.changes.of_messages();
        let new = last.saturating_sub(self.message).max(0);
        self.message = last;
        (told || new > 0).then(|| json!({ "last": last, "new": new }))
    }

    fn clock(&mut self) -> Option<Value> {
        let clock = &self.world.clock;
        let state = clock.state();
        (std::mem::replace(&mut self.clock, state) != state).then(|| {
            json!({ "now": time_shown(clock.now()), "frozen": clock.is_frozen(), "rate": clock.rate() })
        })
    }

    fn due(&mut self) -> Option<Value> {
        if self.due_read.is_some_and(|at| at.elapsed() < DUE) {
            return None;
        }
        self.due_read = Some(Instant::now());
        let read = |tx: &mut dyn Tx| Ok::<_, StoreError>((due::count(tx)?, due::next(tx)?));
        let found = self.world.database.read(read).ok()?;
        (self.due.replace(found) != Some(found))
            .then(|| json!({ "waiting": found.0, "next": found.1.and_then(time_shown) }))
    }

    fn worlds(&mut self) -> Option<Value> {
        let count = *self.changes.worlds.borrow_and_update();
        (self.worlds.replace(count) != Some(count)).then(|| json!({ "worlds": count }))
    }

    fn faults(&mut self) -> Option<Value> {
        let counts = self.world.faults.counts();
        (self.faults.replace(counts) != Some(counts))
            .then(|| json!({ "faults": counts.0, "fired": counts.1 }))
    }
}

/// An event; `number` is what a client that comes back begins after.
fn event(kind: &str, number: Option<u64>, data: &Value) -> String {
    let id = number.map(|it| format!("id: {it}\n")).unwrap_or_default();
    format!("event: {kind}\n{id}data: {data}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_became_of_a_message_is_told_whatever_else_has_changed() {
        let (_calls, calls) = watch::channel(0);
        let (sender, messages) = watch::channel(7);
        let (_worlds, worlds) = watch::channel(1);
        let mut changes = Changes { calls, messages, worlds };
        assert_eq!(changes.of_messages(), (7, false));
        // As the wait ended by itself, for this or for something else.
        sender.send_modify(|_| ());
        changes.next(&["messages"]).await;
        assert_eq!(changes.of_messages(), (7, true));
        sender.send_modify(|_| ());
        assert_eq!(changes.of_messages(), (7, true), "the wait had ended for something else");
        assert_eq!(changes.of_messages(), (7, false), "once");
    }
}
