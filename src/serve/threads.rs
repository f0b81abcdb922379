//! The threads that serve. Each has a runtime and connections of its own, so that a call wakes
//! no other thread than the one that answers it.

use std::{io, num::NonZero, sync::OnceLock, thread};

use tokio::{net::TcpStream, runtime, sync::mpsc};
use tracing::warn;

use crate::mailbox::{Delivery, Mailbox, Sender, ThreadMessage};

/// How many there are: as many as there are processors.
pub(crate) fn count() -> usize {
    // The system is asked once: to know, it reads five files.
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

/// The threads. Connections that are still served when this is dropped are cut off.
pub(crate) struct Threads {
    mailboxes: Vec<Sender>,
    threads: Vec<thread::JoinHandle<()>>,
    next: usize,
}

impl Threads {
    /// Starts them.
    pub(crate) fn start() -> io::Result<Self> {
        let mut all = Self { mailboxes: Vec::new(), threads: Vec::new(), next: 0 };
        for _ in 0..count() {
            let (mailbox, thread) = spawn()?;
            all.mailboxes.push(mailbox);
            all.threads.push(thread);
        }
        Ok(all)
    }

    /// Lets the next thread serve a connection.
    pub(crate) fn serve<F>(
        &mut self,
        stream: TcpStream,
        how: impl FnOnce(TcpStream) -> F + Send + 'static,
    ) -> io::Result<()>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.next = (self.next + 1) % self.mailboxes.len();
        let how = Box::new(|stream| tokio::spawn(how(stream)));
        self.mailboxes[self.next]
            .send(ThreadMessage::Serve(stream.into_std()?, how))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.mailboxes.clear();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                warn!("a serving thread ended badly");
            }
        }
    }
}

fn spawn() -> io::Result<(Sender, thread::JoinHandle<()>)> {
    let (sender, mut letters): (Sender, _) = mpsc::unbounded_channel();
    let weak = sender.downgrade();
    let here = runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("serve".into()).spawn(move || {
        Mailbox::open_here(weak);
        here.block_on(async {
            while let Some(letter) = letters.recv().await {
                match letter {
                    ThreadMessage::Deliver(all) => all.into_iter().for_each(Delivery::deliver),
                    ThreadMessage::Serve(stream, how) => match TcpStream::from_std(stream) {
                        Ok(stream) => drop(how(stream)),
                        Err(e) => warn!(error = %e, "cannot serve a connection"),
                    },
                }
            }
        });
    })?;
    Ok((sender, thread))
}
