//! The threads that serve. Each has a runtime and connections of its own, so that a call wakes
//! no other thread than the one that answers it.

use std::{io, net, num::NonZero, thread};

use tokio::{net::TcpStream, runtime, sync::mpsc, task};
use tracing::warn;

/// A connection to be served, and by what.
type Work = Box<dyn FnOnce(TcpStream) -> task::JoinHandle<()> + Send>;

/// What a thread is to serve.
type Queue = mpsc::UnboundedSender<(net::TcpStream, Work)>;

/// The threads, and what each is to serve. Those that still serve when this is dropped are cut off.
pub(crate) struct Lanes {
    queues: Vec<Queue>,
    threads: Vec<thread::JoinHandle<()>>,
    next: usize,
}

impl Lanes {
    /// As many threads as there are processors.
    pub(crate) fn start() -> io::Result<Self> {
        let count = thread::available_parallelism().map_or(1, NonZero::get);
        let mut lanes = Self { queues: Vec::new(), threads: Vec::new(), next: 0 };
        for _ in 0..count {
            let (queue, thread) = lane()?;
            lanes.queues.push(queue);
            lanes.threads.push(thread);
        }
        Ok(lanes)
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
        self.next = (self.next + 1) % self.queues.len();
        let work: Work = Box::new(|stream| tokio::spawn(how(stream)));
        let lane = &self.queues[self.next];
        lane.send((stream.into_std()?, work)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Drop for Lanes {
    fn drop(&mut self) {
        self.queues.clear();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                warn!("a thread that serves ended badly");
            }
        }
    }
}

fn lane() -> io::Result<(Queue, thread::JoinHandle<()>)> {
    let (queue, mut connections): (Queue, _) = mpsc::unbounded_channel();
    let here = runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("serve".into()).spawn(move || {
        here.block_on(async {
            while let Some((stream, work)) = connections.recv().await {
                match TcpStream::from_std(stream) {
                    Ok(stream) => drop(work(stream)),
                    Err(e) => warn!(error = %e, "cannot serve a connection"),
                }
            }
        });
    })?;
    Ok((queue, thread))
}
