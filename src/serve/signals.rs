//! What ends the program: SIGINT (Ctrl-C), SIGTERM and SIGHUP, or a call of the control API.
//!
//! They are watched by a thread of its own, so a second one is heard whatever the others do.

use std::{
    future,
    io::{self, IsTerminal},
    process,
    sync::Arc,
    thread,
    time::Duration,
};

use tokio::{
    runtime,
    sync::{Notify, watch},
    time,
};
use tracing::info;

use crate::log::Log;

/// How long a second signal waits for the log to be written.
const LAST_LINES: Duration = Duration::from_millis(100);

/// How often it is looked whether the parent process has ended.
const LOOK: Duration = Duration::from_millis(500);

/// From when this returns, the first signal turns what it returns to true, and the second one ends
/// the process with the status 128 + its number. The end of the parent process counts as the first
/// signal where `with_parent` says so, and whenever `asked` is notified.
pub(crate) fn watch(
    log: &Log,
    with_parent: bool,
    asked: Arc<Notify>,
) -> io::Result<watch::Receiver<bool>> {
    let parent = with_parent.then(system::parent).transpose()?;
    let (stop_sender, stop) = watch::channel(false);
    let here = runtime::Builder::new_current_thread().enable_all().build()?;
    let mut signals = {
        let _inside = here.enter();
        Signals::register()?
    };
    let log = log.clone();
    thread::Builder::new().name("signals".into()).spawn(move || {
        here.block_on(async {
            let name = tokio::select! {
                (name, _) = signals.next() => name,
                () = ended(parent) => "the parent process has ended",
                () = asked.notified() => "asked to stop",
            };
            info!("{name}: stopping; a second signal ends it at once");
            // There is no receiver if the server has ended by itself.
            let _ = stop_sender.send(true);
            let (name, number) = signals.next().await;
            info!("{name}: ending at once");
            log.finish(LAST_LINES);
            process::exit(128 + number)
        })
    })?;
    Ok(stop)
}

/// Ends when the parent process is another one than this, as that of an orphan is. Never without one.
async fn ended(parent: Option<u32>) {
    let Some(parent) = parent else { return future::pending().await };
    while system::parent().is_ok_and(|now| now == parent) {
        time::sleep(LOOK).await;
    }
}

/// The signals that are passed on to another process, from when this is made. Ctrl-C is left to the terminal, which sends
/// it to both.
pub(crate) struct PassedOn(Signals);

impl PassedOn {
    /// Before the process is started, so that none is lost.
    pub(crate) fn register() -> io::Result<Self> {
        Signals::register().map(Self)
    }

    /// Passes them on until the end of the process.
    pub(crate) async fn until<R>(
        &mut self,
        id: Option<u32>,
        end: impl Future<Output = io::Result<R>>,
    ) -> io::Result<R> {
        let mut end = std::pin::pin!(end);
        loop {
            let number = tokio::select! {
                ended = &mut end => return ended,
                (_, number) = self.0.next() => number,
            };
            if number != INTERRUPT || !io::stdin().is_terminal() {
                system::send(id, number);
            }
        }
    }
}

/// The number of SIGINT everywhere.
const INTERRUPT: i32 = 2;

#[cfg(unix)]
mod system {
    use std::{
        fs::File,
        io::{self, Read},
    };

    use tokio::signal::unix::{Signal, SignalKind, signal};

    pub(super) struct Signals(Vec<(&'static str, i32, Signal)>);

    impl Signals {
        /// Handles them from here on.
        pub(super) fn register() -> io::Result<Self> {
            // Handled, and never looked at: a write beyond the limit on the size of files is then an error, and does
            // not end the process.
            drop(signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw()))?);
            let mut all = Vec::new();
            for (name, kind) in [
                ("SIGINT", SignalKind::interrupt()),
                ("SIGTERM", SignalKind::terminate()),
                ("SIGHUP", SignalKind::hangup()),
            ] {
                if kind != SignalKind::hangup() || !is_ignored(kind) {
                    all.push((name, kind.as_raw_value(), signal(kind)?));
                }
            }
            Ok(Self(all))
        }

        /// The name and the number of the next one.
        pub(super) async fn next(&mut self) -> (&'static str, i32) {
            std::future::poll_fn(|cx| {
                for (name, number, signal) in &mut self.0 {
                    if signal.poll_recv(cx).is_ready() {
                        return std::task::Poll::Ready((*name, *number));
                    }
                }
                std::task::Poll::Pending
            })
            .await
        }
    }

    /// Sends a signal to a process, if it is there.
    pub(super) fn send(id: Option<u32>, number: i32) {
        use rustix::process::{Pid, Signal, kill_process};
        let process = id.and_then(|id| Pid::from_raw(id.cast_signed()));
        if let Some((process, signal)) = process.zip(Signal::from_named_raw(number)) {
            let _ = kill_process(process, signal);
        }
    }

    /// The id of the parent process; 0 if it cannot be seen from here.
    #[expect(clippy::unnecessary_wraps, reason = "other systems do not tell")]
    pub(super) fn parent() -> io::Result<u32> {
        let parent = rustix::process::getppid();
        Ok(parent.map_or(0, |it| it.as_raw_nonzero().get().unsigned_abs()))
    }

    /// Whether the parent process wants a signal to be ignored: `nohup` does so with
    /// SIGHUP. Where the system does not tell, it is taken not to be.
    fn is_ignored(kind: SignalKind) -> bool {
        // Twice as much as it has, read at once.
        let mut status = [0; 4096];
        let read = File::open("/proc/self/status").and_then(|mut file| file.read(&mut status));
        let status = String::from_utf8_lossy(&status[..read.unwrap_or(0)]);
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.is_some_and(|mask| mask >> (kind.as_raw_value() - 1) & 1 == 1)
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;

    pub(super) struct Signals(tokio::signal::windows::CtrlC);

    impl Signals {
        pub(super) fn register() -> io::Result<Self> {
            Ok(Self(tokio::signal::windows::ctrl_c()?))
        }

        pub(super) async fn next(&mut self) -> (&'static str, i32) {
            let _ = self.0.recv().await;
            ("Ctrl-C", 2)
        }
    }

    /// The system has sent it to all processes of the console.
    pub(super) fn send(_: Option<u32>, _: i32) {}

    pub(super) fn parent() -> io::Result<u32> {
        Err(io::Error::other("this system does not tell when the parent process has ended"))
    }
}

use system::Signals;
