//! Delivers the messages of the outboxes, where the program is told to: mail by SMTP, the requests to chat bots and
//! webhooks by HTTP, text messages and phone calls to a webhook of the user's.
//!
//! One thread does it for all worlds, so that no call waits for another server. Each world has a task that sleeps until a
//! message is queued or one is to be tried again, and which sends outside of any transaction. A message is delivered at
//! least once: what has become of it is written down after its receiver has answered.
//!
//! A task picks what is due, at most 16 messages at a time and 32 for all worlds, sends them, and then writes down
//! what came of each. A kill before that write sends a message again, with the same id; nothing that is written as
//! delivered is picked. A signature that is too old is not made anew: the secret is not in the outbox. What waits in
//! a state that replaces another one is recorded with a reason in the same step; a fork begins without messages.

mod bounded;
mod courier;
mod http;
mod mail;
mod own;
mod pace;
mod progress;
mod robots;
mod worker;

use std::{
    io,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use tokio::{
    runtime,
    sync::{mpsc as worlds, watch},
    task::JoinSet,
};
use tracing::warn;

use crate::{app::App, config::Targets, delivery::courier::Courier, world::World};

/// How long the end of the program waits for what is being sent.
const LONGEST: Duration = Duration::from_secs(10);

/// A text from another server as an error shows it: one line, and not too long.
fn shortened(text: &str) -> String {
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    words.join(" ").trim_end().chars().take(300).collect()
}

/// The thread that delivers.
pub struct Delivering {
    stop: watch::Sender<bool>,
    ended: mpsc::Receiver<()>,
    thread: thread::JoinHandle<()>,
}

/// Delivers the messages of the first world, and of each that comes from `opened`, until it is stopped.
pub fn start(
    app: Arc<App>,
    targets: Targets,
    mut opened: worlds::UnboundedReceiver<Arc<World>>,
) -> io::Result<Delivering> {
    let (stop, stopped) = watch::channel(false);
    let (end, ended) = mpsc::channel();
    let here = runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("deliver".into()).spawn(move || {
        here.block_on(async move {
            let first = Arc::clone(app.world());
            let courier = Arc::new(Courier::new(app, targets));
            let mut tasks = JoinSet::new();
            tasks.spawn(worker::run(first, Arc::clone(&courier), stopped.clone()));
            let mut stopping = stopped.clone();
            loop {
                tokio::select! {
                    world = opened.recv() => match world {
                        Some(world) => {
                            tasks.spawn(worker::run(world, Arc::clone(&courier), stopped.clone()));
                        }
                        None => break,
                    },
                    // The tasks of worlds that were dropped.
                    Some(_) = tasks.join_next() => {}
                    _ = stopping.wait_for(|stop| *stop) => break,
                }
            }
            while tasks.join_next().await.is_some() {}
        });
        let _ = end.send(());
    })?;
    Ok(Delivering { stop, ended, thread })
}

impl Delivering {
    /// Begins to send nothing more, and waits until what is being sent is answered, or is written down as not
    /// acknowledged.
    pub fn stop(self) {
        self.stop.send_replace(true);
        // The readers of databases that the thread has opened go with it.
        if self.ended.recv_timeout(LONGEST).is_ok() {
            drop(self.thread.join());
        } else {
            warn!("what delivers messages has not ended after {LONGEST:?}");
        }
    }
}
