//! The log. No call waits for the reader of the standard error: lines go into a queue
//! of bounded size, and a thread of its own writes them. Lines for which there is no room, and
//! lines that cannot be written, are dropped and counted; the count is written as soon as
//! something can be written again.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    io::{self, IsTerminal, Write},
    mem, panic,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use tracing::error;
use tracing_subscriber::filter::LevelFilter;

use crate::config::{self, LogFormat};

mod call_lines;

use call_lines::CallLines;

/// How many bytes of lines wait to be written at the most.
const QUEUE: usize = 1024 * 1024;

/// For how long the lines that follow the first one are gathered: they are written together with it. To wake the thread
/// that writes for each line costs more than to make the line.
const GATHER: Duration = Duration::from_millis(2);

/// The URL that the commands need to be given to reach this server: none if it is the one that they ask anyway.
static SERVED_AT: OnceLock<String> = OnceLock::new();

/// Says where the server is asked, if that has to be said.
pub(crate) fn served_at(url: &str) {
    let _ = SERVED_AT.set(url.to_owned());
}

/// How many lines were dropped since the start.
static DROPPED: AtomicU64 = AtomicU64::new(0);

/// How many lines were dropped since the start.
pub(crate) fn dropped() -> u64 {
    DROPPED.load(Ordering::Relaxed)
}

/// The queue of the log. Clones share it.
#[derive(Clone)]
pub(crate) struct Log(Arc<Shared>);

struct Shared {
    most: usize,
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    lines: Vec<u8>,
    /// How many lines were dropped since that was last written.
    dropped: u64,
    /// Whether lines that have left the queue are being written.
    writing: bool,
}

impl Log {
    /// Logs up to `level`, and panics, to the standard error from here on.
    pub(crate) fn start(level: LevelFilter, format: LogFormat) -> io::Result<Self> {
        let log = Self::to(io::stderr(), QUEUE)?;
        let lines = log.clone();
        let lines = tracing_subscriber::fmt()
            .with_writer(move || lines.clone())
            .with_max_level(level)
            .with_ansi(io::stderr().is_terminal() && config::wants_colour())
            .with_target(false);
        match format {
            LogFormat::Text => {
                let others = tracing_subscriber::fmt::format().with_target(false);
                lines.event_format(CallLines { others }).init();
            }
            LogFormat::Json => lines.json().flatten_event(true).init(),
        }
        // The standard hook writes to the standard error itself, and would wait for its reader.
        panic::set_hook(Box::new(|what| match Backtrace::capture() {
            trace if trace.status() == BacktraceStatus::Captured => error!("{what}\n{trace}"),
            _ => error!("{what}"),
        }));
        Ok(log)
    }

    fn to(out: impl Write + Send + 'static, most: usize) -> io::Result<Self> {
        let shared = Shared { most, queue: Mutex::default(), changed: Condvar::new() };
        let log = Self(Arc::new(shared));
        let writer = log.clone();
        thread::Builder::new().name("log".into()).spawn(move || writer.write_lines(out))?;
        Ok(log)
    }

    /// Writes a line whatever the level.
    pub(crate) fn say(&self, line: &str) {
        self.push(format!("{line}\n").as_bytes());
    }

    /// Waits until all lines are written, but no longer than `patience`.
    pub(crate) fn finish(&self, patience: Duration) {
        let unwritten = |queue: &mut Queue| queue.writing || !queue.lines.is_empty();
        let waited = self.0.changed.wait_timeout_while(self.queue(), patience, unwritten);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, line: &[u8]) {
        let mut queue = self.queue();
        if queue.lines.len() + line.len() > self.0.most {
            queue.dropped += 1;
            DROPPED.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let first = queue.lines.is_empty();
        queue.lines.extend_from_slice(line);
        if first {
            self.0.changed.notify_all();
        }
    }

    fn write_lines(&self, mut out: impl Write) {
        let mut queue = self.queue();
        loop {
            queue.writing = false;
            self.0.changed.notify_all();
            let empty = |queue: &mut Queue| queue.lines.is_empty();
            queue = self.0.changed.wait_while(queue, empty).unwrap_or_else(PoisonError::into_inner);
            queue.writing = true;
            drop(queue);
            thread::sleep(GATHER);
            queue = self.queue();
            let (lines, mut dropped) = (mem::take(&mut queue.lines), mem::take(&mut queue.dropped));
            drop(queue);
            let unwritten = unwritten(&mut out, &lines);
            dropped += unwritten;
            DROPPED.fetch_add(unwritten, Ordering::Relaxed);
            let receiver = format!("localyun: {dropped} log lines were dropped here\n");
            let unsaid = dropped > 0 && out.write_all(receiver.as_bytes()).is_err();
            queue = self.queue();
            if unsaid {
                queue.dropped += dropped;
            }
        }
    }
}

/// Writes lines. How many could not be written, at least in part.
fn unwritten(out: &mut impl Write, mut lines: &[u8]) -> u64 {
    while !lines.is_empty() {
        match out.write(lines) {
            Ok(written @ 1..) => lines = lines.get(written..).unwrap_or_default(),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Ok(0) | Err(_) => break,
        }
    }
    lines.split(|byte| *byte == b'\n').count() as u64 - 1
}

/// What is written at once is a line.
impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.push(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Writes go where the test looks, once it allows each; `None` fails one.
    struct Gate {
        allowed: mpsc::Receiver<Option<()>>,
        written: mpsc::Sender<String>,
    }

    impl Write for Gate {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            self.allowed.recv().ok().flatten().ok_or(io::ErrorKind::BrokenPipe)?;
            self.written.send(String::from_utf8(line.to_owned()).unwrap()).unwrap();
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn gate(most: usize) -> (Log, mpsc::Sender<Option<()>>, mpsc::Receiver<String>) {
        let ((allow, allowed), (written, seen)) = (mpsc::channel(), mpsc::channel());
        (Log::to(Gate { allowed, written }, most).unwrap(), allow, seen)
    }

    /// Until the thread has taken all lines out of the queue.
    fn taken(log: &Log) {
        while !log.queue().lines.is_empty() {
            thread::yield_now();
        }
    }

    #[test]
    fn lines_without_room_are_dropped_and_counted() {
        let (log, allow, seen) = gate(10);
        log.say("one");
        taken(&log);
        // It is being written; behind it there is room for ten bytes.
        for line in ["two", "three", "four", "five", "a line longer than the queue"] {
            log.say(line);
        }
        // Those that wait are written at once.
        for _ in 0..3 {
            allow.send(Some(())).unwrap();
        }
        let all: Vec<_> = (0..3).map(|_| seen.recv().unwrap()).collect();
        let receiver = "localyun: 3 log lines were dropped here\n";
        assert_eq!(all.concat(), format!("one\ntwo\nthree\n{receiver}"));
        log.say("six");
        allow.send(Some(())).unwrap();
        assert_eq!(seen.recv().unwrap(), "six\n", "there is room again");
    }

    #[test]
    fn lines_that_cannot_be_written_are_counted_until_that_can_be_said() {
        let (log, allow, seen) = gate(1000);
        for line in ["one", "two"] {
            log.say(line);
            // Neither it nor the count.
            allow.send(None).unwrap();
            allow.send(None).unwrap();
            log.finish(Duration::from_secs(20));
        }
        log.say("three");
        allow.send(Some(())).unwrap();
        allow.send(Some(())).unwrap();
        assert_eq!(seen.recv().unwrap(), "three\n");
        assert_eq!(seen.recv().unwrap(), "localyun: 2 log lines were dropped here\n");
    }

    #[test]
    fn the_end_does_not_wait_for_a_reader() {
        let (log, _allow, _seen) = gate(1000);
        log.say("one");
        log.finish(Duration::from_millis(10));
        assert!(log.queue().writing);
    }
}
