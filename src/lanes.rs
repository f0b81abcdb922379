//! The threads that serve. Each has a runtime and connections of its own, so that a call wakes
//! no other thread than the one that answers it.

use std::{io, net, num::NonZero, thread};

use tokio::{net::TcpStream, runtime, sync::mpsc, task};
use tracing::warn;

/// A connection to be served, and by what.
type Work = Box<dyn FnOnce(TcpStream) -> task::JoinHandle<()> + Send>;

/// The threads, each by the queue of what it is to serve.
pub(crate) struct Lanes {
    queues: Vec<mpsc::UnboundedSender<(net::TcpStream, Work)>>,
    next: usize,
}

impl Lanes {
    /// As many threads as there are processors.
    pub(crate) fn start() -> io::Result<Self> {
        let count = thread::available_parallelism().map_or(1, NonZero::get);
        let queues = (0..count).map(|_| lane()).collect::<io::Result<_>>()?;
        Ok(Self { queues, next: 0 })
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

fn lane() -> io::Result<mpsc::UnboundedSender<(net::TcpStream, Work)>> {
    let (queue, mut connections) = mpsc::unbounded_channel::<(net::TcpStream, Work)>();
    let here = runtime::Builder::new_current_thread().enable_all().build()?;
    thread::Builder::new().name("serve".into()).spawn(move || {
        here.block_on(async {
            while let Some((stream, work)) = connections.recv().await {
                match TcpStream::from_std(stream) {
                    Ok(stream) => drop(work(stream)),
                    Err(e) => warn!(error = %e, "cannot serve a connection"),
                }
            }
        });
    })?;
    Ok(queue)
}
