//! The threads that serve. Each has a runtime and connections of its own, so that a call wakes
//! no other thread than the one that answers it.

use std::{cell::RefCell, io, net, num::NonZero, thread};

use tokio::{net::TcpStream, runtime, sync::mpsc, task};
use tracing::warn;

/// What a thread is to do.
enum Work {
    /// A connection to be served, and how.
    Serve(net::TcpStream, Box<dyn FnOnce(TcpStream) -> task::JoinHandle<()> + Send>),
    /// Answers for tasks of its own.
    Answer(Vec<Box<dyn Answer>>),
}

/// What a task waits for.
pub(crate) trait Answer: Send {
    /// Wakes the task.
    fn give(self: Box<Self>);
}

type Queue = mpsc::UnboundedSender<Work>;

thread_local! {
    static HERE: RefCell<Lane> = const { RefCell::new(Lane(None)) };
}

/// One of the threads, or any other, as where a call came from.
#[derive(Clone)]
pub(crate) struct Lane(Option<mpsc::WeakUnboundedSender<Work>>);

impl Lane {
    /// The thread that asks.
    pub(crate) fn here() -> Self {
        HERE.with_borrow(Self::clone)
    }

    /// Whether it is none of the threads that serve.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.0.is_none()
    }

    /// Has it give an answer, unless it is no thread that serves.
    pub(crate) fn send(&self, answer: Box<dyn Answer>) -> Result<(), Box<dyn Answer>> {
        let Some(queue) = self.0.as_ref().and_then(mpsc::WeakUnboundedSender::upgrade) else {
            return Err(answer);
        };
        match queue.send(Work::Answer(vec![answer])) {
            Err(mpsc::error::SendError(Work::Answer(mut back))) => back.pop().map_or(Ok(()), Err),
            _ => Ok(()),
        }
    }

    fn is(&self, queue: &Queue) -> bool {
        self.0
            .as_ref()
            .and_then(mpsc::WeakUnboundedSender::upgrade)
            .is_some_and(|q| q.same_channel(queue))
    }
}

/// Answers to calls, to be given on the threads that they came from: each is woken once.
#[derive(Default)]
pub(crate) struct Answers {
    lanes: Vec<(Queue, Vec<Box<dyn Answer>>)>,
    elsewhere: Vec<Box<dyn Answer>>,
}

impl Answers {
    /// Keeps an answer for a call from `lane`.
    pub(crate) fn add(&mut self, lane: Lane, answer: Box<dyn Answer>) {
        if let Some((_, answers)) = self.lanes.iter_mut().find(|(queue, _)| lane.is(queue)) {
            return answers.push(answer);
        }
        match lane.0.and_then(|weak| weak.upgrade()) {
            Some(queue) => self.lanes.push((queue, vec![answer])),
            None => self.elsewhere.push(answer),
        }
    }

    /// Gives them all.
    pub(crate) fn give(mut self) {
        let here = Lane::here();
        for (queue, answers) in self.lanes {
            if here.is(&queue) {
                self.elsewhere.extend(answers);
            } else if let Err(mpsc::error::SendError(Work::Answer(left))) =
                queue.send(Work::Answer(answers))
            {
                self.elsewhere.extend(left);
            }
        }
        self.elsewhere.into_iter().for_each(Answer::give);
    }
}

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
        let how = Box::new(|stream| tokio::spawn(how(stream)));
        let lane = &self.queues[self.next];
        lane.send(Work::Serve(stream.into_std()?, how))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
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
    let (queue, mut work): (Queue, _) = mpsc::unbounded_channel();
    let lane = Lane(Some(queue.downgrade()));
    let here = runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("serve".into()).spawn(move || {
        HERE.set(lane);
        here.block_on(async {
            while let Some(work) = work.recv().await {
                match work {
                    Work::Answer(answers) => answers.into_iter().for_each(Answer::give),
                    Work::Serve(stream, how) => match TcpStream::from_std(stream) {
                        Ok(stream) => drop(how(stream)),
                        Err(e) => warn!(error = %e, "cannot serve a connection"),
                    },
                }
            }
        });
    })?;
    Ok((queue, thread))
}
