//! Delivers the messages of one world, as long as it lasts.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use actions::ports::{
    delivery::{self, Delivery, DeliveryState},
    outbox::{self, OutboxMessage},
    store::StoreError,
};
use tokio::{
    sync::watch,
    task::{self, JoinError, JoinSet},
    time::{self, Instant},
};
use tracing::{error, info, warn};

use crate::{
    delivery::{
        courier::{Courier, Way},
        pace::Pace,
        progress::{Outcome, after},
        robots,
    },
    world::{World, worlds},
};

/// How many messages of one world are sent at a time.
const IN_FLIGHT: usize = 16;
/// How many messages are looked at at a time, of those that need not be sent.
const BATCH: usize = 64;
/// How long to wait after the database has refused, and where another process delivers.
const PAUSE: Duration = Duration::from_secs(1);
/// How long the stop waits for what is being sent: as long as a request may take.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// What has become of messages, to be written down.
type Progress = Vec<(i64, Delivery)>;

/// A message that was picked.
struct Picked {
    message: OutboxMessage,
    /// Its way; an error says what has come of it without one.
    way: Result<Way, Outcome>,
}

/// A message that is being sent.
struct Flying {
    message: OutboxMessage,
    /// Where it goes, for the log.
    to: String,
    task: task::Id,
}

/// What the task of a world holds.
struct Worker {
    world: Arc<World>,
    courier: Arc<Courier>,
    pace: Pace,
    /// What is being sent: each answers the number of its message and what came of it.
    sending: JoinSet<(i64, Outcome)>,
    /// The messages that are being sent, by their numbers.
    flying: HashMap<i64, Flying>,
}

/// Delivers the messages of a world until it is dropped, or until it is told to stop.
pub(super) async fn run(world: Arc<World>, courier: Arc<Courier>, mut stop: watch::Receiver<bool>) {
    let mut ended = world.ended.subscribe();
    let (sending, flying) = (JoinSet::new(), HashMap::new());
    let mut worker = Worker { world, courier, pace: Pace::default(), sending, flying };
    loop {
        let next = match worker.begin().await {
            Ok(next) => next,
            Err(e) => {
                error!(error = %e, "cannot look for messages to deliver");
                tokio::select! {
                    () = time::sleep(PAUSE) => continue,
                    _ = stop.wait_for(|stop| *stop) => break,
                    _ = ended.wait_for(|ended| *ended) => return,
                }
            }
        };
        let outbound = &worker.world.outbound;
        // Longer than a timer can wait is for ever.
        let waiting = async {
            match next {
                Some(left) => time::sleep(left).await,
                None => std::future::pending().await,
            }
        };
        let done = tokio::select! {
            Some(done) = worker.sending.join_next() => Some(done),
            () = outbound.changed() => None,
            () = waiting => None,
            _ = stop.wait_for(|stop| *stop) => break,
            // What is dropped is gone, with what it has queued.
            _ = ended.wait_for(|ended| *ended) => return,
        };
        if let Some(done) = done {
            let mut all = vec![worker.outcome(done)];
            while let Some(done) = worker.sending.try_join_next() {
                all.push(worker.outcome(done));
            }
            worker.finish(all).await;
        }
    }
    worker.end().await;
}

impl Worker {
    /// Sends what is due, and says how long it is until there is more to do; `None` if something has to happen before.
    async fn begin(&mut self) -> Result<Option<Duration>, StoreError> {
        if !self.world.database.delivers().await? {
            return Ok(Some(PAUSE));
        }
        loop {
            let room = IN_FLIGHT.saturating_sub(self.flying.len());
            if room == 0 {
                return Ok(None);
            }
            let now = self.world.clock.now();
            let (found, next) = self.pick(now).await?;
            let is_all = found.len() < BATCH;
            let mut nowhere = Progress::new();
            for message in found {
                if self.flying.len() >= IN_FLIGHT {
                    break;
                }
                let picked = self.picked(message, now);
                match picked.way {
                    Ok(way) => self.send(picked.message, way),
                    Err(outcome) => {
                        let m = &picked.message;
                        let reached = after(&m.delivery, &m.channel, outcome, now);
                        if reached.state == DeliveryState::Dead {
                            self.say(m.id, &m.channel, "", &reached);
                        }
                        nowhere.push((m.id, reached));
                    }
                }
            }
            let wrote = !nowhere.is_empty();
            self.write(nowhere).await;
            if is_all && !wrote {
                return Ok(next.and_then(|next| self.world.clock.until(next)));
            }
            if self.flying.len() >= IN_FLIGHT {
                return Ok(None);
            }
        }
    }

    /// Messages that are due and are not being sent, and when the next one is.
    async fn pick(&self, now: i64) -> Result<(Vec<OutboxMessage>, Option<i64>), StoreError> {
        // Not while a state is put in the place of this one.
        let _settled = self.world.outbound.picking().await;
        let most = i64::try_from(self.flying.len() + BATCH).unwrap_or(i64::MAX);
        self.world
            .database
            .read_any(|tx| {
                let mut found = Vec::new();
                for id in delivery::due(&mut *tx, now, most)? {
                    if !self.flying.contains_key(&id) {
                        found.extend(outbox::get(&mut *tx, id)?);
                    }
                }
                found.truncate(BATCH);
                Ok((found, delivery::next(&mut *tx, now)?))
            })
            .await
    }

    /// Decides what is to be done with a message.
    fn picked(&mut self, message: OutboxMessage, now: i64) -> Picked {
        let way = self.courier.way(&message).map_err(Outcome::NotAllowed);
        let way = way.and_then(|way| match &way {
            Way::Robot(_, request) if robots::is_outdated(request, now) => Err(Outcome::Outdated(
                "its signature is of another hour, and bots take one for an hour: it cannot be sent any more".into(),
            )),
            Way::Robot(..) => match self.pace.take(&message.to, now) {
                Ok(()) => Ok(way),
                Err((at, why)) => Err(Outcome::Postponed(why.into(), at)),
            },
            _ => Ok(way),
        });
        Picked { message, way }
    }

    fn send(&mut self, message: OutboxMessage, way: Way) {
        let (world, courier) = (Arc::clone(&self.world), Arc::clone(&self.courier));
        let (id, to, kept) = (message.id, way.shown(), message.clone());
        let task = self.sending.spawn(async move {
            // What waits has a key.
            let key = message.delivery.key.clone().unwrap_or_default();
            let outcome = courier.send(&world, &message, &way, &key).await;
            (message.id, outcome)
        });
        self.flying.insert(id, Flying { message: kept, to, task: task.id() });
    }

    /// What a task has answered, or that it panicked.
    fn outcome(&self, done: Result<(i64, Outcome), JoinError>) -> (i64, Outcome) {
        done.unwrap_or_else(|e| {
            let of = self.flying.iter().find(|(_, it)| it.task == e.id());
            let id = of.map_or(0, |(id, _)| *id);
            error!(error = %e, "the delivery of a message ended badly");
            (id, Outcome::Failed("this program failed to send it; its log says why".into()))
        })
    }

    /// Writes down what came of messages that were sent.
    async fn finish(&mut self, all: Vec<(i64, Outcome)>) {
        let now = self.world.clock.now();
        let mut progress = Progress::new();
        let mut lines = Vec::new();
        for (id, outcome) in all {
            let Some(Flying { message, to, .. }) = self.flying.get(&id) else { continue };
            if let Outcome::Limited(_, wait) = &outcome {
                self.pace.pause(&message.to, now, *wait);
            }
            let reached = after(&message.delivery, &message.channel, outcome, now);
            lines.push((id, message.channel.clone(), to.clone(), reached.clone()));
            progress.push((id, reached));
        }
        self.write(progress).await;
        for (id, channel, to, reached) in lines {
            self.flying.remove(&id);
            self.say(id, &channel, &to, &reached);
        }
    }

    /// Writes it down, however often the database refuses: what is not written is sent again.
    async fn write(&self, progress: Progress) {
        if progress.is_empty() {
            return;
        }
        loop {
            let again = progress.clone();
            let written = self.world.database.write_apart(
                move |tx| again.iter().try_for_each(|(id, it)| delivery::record(tx, *id, it)),
                |()| (),
            );
            match written.await {
                Ok(()) => {
                    // Those who wait for a delivery look again.
                    if self.world.messages.receiver_count() > 0 {
                        self.world.messages.send_modify(|_| ());
                    }
                    return;
                }
                Err::<(), StoreError>(e) => {
                    error!(error = %e, "cannot write down what was delivered; trying again");
                    if *self.world.ended.borrow() {
                        return;
                    }
                    time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Counts it, and writes a line of the log: without addresses, which may be secrets.
    fn say(&self, id: i64, channel: &str, to: &str, reached: &Delivery) {
        let metrics = &self.world.metrics;
        let world = if self.world.name.is_empty() { worlds::FIRST } else { &self.world.name };
        let (attempts, why) = (reached.attempts, reached.last_error.as_deref().unwrap_or_default());
        match reached.state {
            DeliveryState::Delivered => {
                metrics.delivered.fetch_add(1, Ordering::Relaxed);
                info!(world, id, channel, to, attempts, "delivered");
            }
            DeliveryState::Dead => {
                metrics.dead.fetch_add(1, Ordering::Relaxed);
                warn!(
                    world,
                    id, channel, to, attempts, "not delivered, and not tried again: {why}"
                );
            }
            DeliveryState::Waiting | DeliveryState::Recorded => {
                metrics.delivery_failures.fetch_add(1, Ordering::Relaxed);
                info!(world, id, channel, to, attempts, "not delivered yet: {why}");
            }
        }
    }

    /// Waits for what is being sent. What is not answered by then is written down as not acknowledged; the next start
    /// sends it again.
    async fn end(mut self) {
        let until = Instant::now() + LAST_ANSWERS;
        while let Ok(Some(done)) = time::timeout_at(until, self.sending.join_next()).await {
            let outcome = self.outcome(done);
            self.finish(vec![outcome]).await;
        }
        let now = self.world.clock.now();
        let left = self.flying.keys().map(|id| {
            let why = "not acknowledged: the server stopped before its receiver answered";
            (*id, Outcome::Postponed(why.into(), now))
        });
        let left = left.collect();
        self.finish(left).await;
    }
}
