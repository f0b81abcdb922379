//! The file that keeps calls beyond the journal. A thread of its own writes it; what that cannot take in time is
//! dropped and counted, so no call waits for a disk.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError},
    },
    thread,
    time::{Duration, Instant},
};

use tracing::warn;

use crate::{
    files::private_options,
    store::warn_if_open,
    world::journal::{Entry, lines},
};

/// How many calls wait to be written at the most.
const MOST_CALLS: usize = 4096;
/// How many bytes they may have.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// For how long what was written may stay in the buffer.
const FLUSH: Duration = Duration::from_millis(200);
/// For how long it is waited before it is tried again to ask for the end.
const FULL: Duration = Duration::from_millis(10);

enum Work {
    Call(Box<str>, Arc<Entry>, usize),
    Begin(String),
    Finish(SyncSender<()>),
}

/// Writes calls into a file. Clones share it.
#[derive(Clone)]
pub struct JournalFile {
    work: SyncSender<Work>,
    waiting: Arc<AtomicUsize>,
    dropped: Arc<AtomicU64>,
}

impl JournalFile {
    /// How long a server that ends waits for what is not written yet.
    pub const PATIENCE: Duration = Duration::from_secs(5);

    /// Appends to the file at `path`, which only its owner may read; it is made if there is none.
    pub fn open(path: &Path) -> io::Result<Self> {
        refuse_other(path)?;
        let file = private_options().append(true).create(true).open(path)?;
        warn_if_open(path);
        Self::to(file)
    }

    fn to(file: impl Write + Send + 'static) -> io::Result<Self> {
        let (work, calls) = mpsc::sync_channel(MOST_CALLS);
        let (waiting, dropped) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicU64::new(0)));
        let it = Self { work, waiting: Arc::clone(&waiting), dropped: Arc::clone(&dropped) };
        thread::Builder::new()
            .name("journal".into())
            .spawn(move || write(BufWriter::new(file), &calls, &waiting, &dropped))?;
        Ok(it)
    }

    /// Has a call of this size written, unless too many wait.
    pub(super) fn take(&self, world: &str, entry: &Arc<Entry>, size: usize) {
        let before = self.waiting.fetch_add(size, Ordering::Relaxed);
        let work = Work::Call(world.into(), Arc::clone(entry), size);
        if before > MOST_BYTES || self.work.try_send(work).is_err() {
            self.waiting.fetch_sub(size, Ordering::Relaxed);
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Has the line written that says how a world begins.
    pub(in crate::world) fn begin(&self, line: String) {
        if self.work.try_send(Work::Begin(line)).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until all is written that was taken before, but no longer than `patience`.
    pub fn finish(&self, patience: Duration) {
        let until = Instant::now() + patience;
        let (done, finished) = mpsc::sync_channel(1);
        let mut work = Work::Finish(done);
        // Where the disk takes nothing, there may be no room to ask.
        while let Err(TrySendError::Full(back)) = self.work.try_send(work) {
            if Instant::now() >= until {
                warn!("the journal was not written to its end");
                return;
            }
            work = back;
            thread::sleep(FULL);
        }
        let left = until.saturating_duration_since(Instant::now());
        if matches!(finished.recv_timeout(left), Err(RecvTimeoutError::Timeout)) {
            warn!("the journal was not written to its end");
        }
    }
}

/// Refuses to append to a file that does not begin as a journal does: it is something else.
fn refuse_other(path: &Path) -> io::Result<()> {
    // A pipe has no content yet, and to read of it would wait.
    if !fs::metadata(path).is_ok_and(|it| it.is_file()) {
        return Ok(());
    }
    let mut first = Vec::new();
    File::open(path)?.take(1).read_to_end(&mut first)?;
    match &*first {
        b"" | b"{" => Ok(()),
        _ => Err(io::Error::other("it is there already and is no journal")),
    }
}

fn write(mut out: impl Write, work: &Receiver<Work>, waiting: &AtomicUsize, dropped: &AtomicU64) {
    let mut failing = false;
    loop {
        let done = match work.recv_timeout(FLUSH) {
            Ok(Work::Call(world, entry, size)) => {
                let line = lines::line(&world, &entry) + "\n";
                drop(entry);
                waiting.fetch_sub(size, Ordering::Relaxed);
                let done = out.write_all(line.as_bytes());
                dropped.fetch_add(u64::from(done.is_err()), Ordering::Relaxed);
                done
            }
            Ok(Work::Begin(line)) => out.write_all((line + "\n").as_bytes()),
            Ok(Work::Finish(tell)) => {
                let done = out.flush();
                let lost = dropped.swap(0, Ordering::Relaxed);
                if lost > 0 {
                    warn!(lost, "calls are not in the file of the journal");
                }
                let _ = tell.try_send(());
                done
            }
            Err(RecvTimeoutError::Timeout) => {
                let lost = dropped.swap(0, Ordering::Relaxed);
                if lost > 0 {
                    warn!(lost, "calls are not in the file of the journal");
                }
                out.flush()
            }
            Err(RecvTimeoutError::Disconnected) => {
                let _ = out.flush();
                return;
            }
        };
        match done {
            Err(e) if !failing => {
                warn!(error = %e, "cannot write the journal into its file");
                failing = true;
            }
            Err(_) => {}
            Ok(()) => failing = false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::exchange::{Exchange, Format};

    /// A disk that takes nothing until it is told to.
    struct Slow(Arc<Mutex<()>>, Arc<AtomicUsize>);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _open = self.0.lock().unwrap();
            let lines = bytes.split(|it| *it == b'\n').count() - 1;
            self.1.fetch_add(lines, Ordering::SeqCst);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_a_disk_does_not_take_is_dropped_and_counted_and_nobody_waits() {
        let (gate, lines) = (Arc::new(Mutex::new(())), Arc::new(AtomicUsize::new(0)));
        let file = JournalFile::to(Slow(Arc::clone(&gate), Arc::clone(&lines))).unwrap();
        let mut exchange = Exchange::new("id".into(), "", Format::Json);
        exchange.finish(200, None, Vec::new());
        let entry = Arc::new(Entry::of(exchange, b"{}").unwrap());
        let closed = gate.lock().unwrap();
        // More than wait, and than the buffer of the writer has.
        let all = 3 * MOST_CALLS;
        for _ in 0..all {
            file.take("", &entry, 1);
        }
        let dropped = file.dropped.load(Ordering::SeqCst);
        assert!(dropped > 0, "there was room for all");
        // By bytes too.
        file.waiting.fetch_add(2 * MOST_BYTES, Ordering::SeqCst);
        file.take("", &entry, 1);
        assert_eq!(file.dropped.load(Ordering::SeqCst), dropped + 1);
        // The writer takes no request to finish: who asks waits no longer than it may.
        file.finish(Duration::from_millis(1));
        drop(closed);
        file.finish(Duration::from_secs(20));
        let written = lines.load(Ordering::SeqCst) as u64;
        assert_eq!(written + dropped, all as u64);
    }
}
