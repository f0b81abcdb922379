//! The threads that serve. Each has a runtime and connections of its own, so that a call wakes
//! no other thread than the one that answers it.

use std::{
    cell::RefCell,
    io, net,
    num::NonZero,
    thread::{self, ThreadId},
};

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
pub(crate) struct Lane(Option<Desk>);

/// Where to find one of the threads.
#[derive(Clone)]
struct Desk {
    /// No other thread has it.
    id: ThreadId,
    /// Weak, so that the thread ends when nobody brings it connections any more.
    queue: mpsc::WeakUnboundedSender<Work>,
}

impl Desk {
    /// Hands answers over; those that come back were too late.
    fn hand(&self, answers: Vec<Box<dyn Answer>>) -> Vec<Box<dyn Answer>> {
        let Some(queue) = self.queue.upgrade() else { return answers };
        match queue.send(Work::Answer(answers)) {
            Err(mpsc::error::SendError(Work::Answer(back))) => back,
            _ => Vec::new(),
        }
    }
}

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
        match &self.0 {
            Some(desk) => desk.hand(vec![answer]).pop().map_or(Ok(()), Err),
            None => Err(answer),
        }
    }
}

/// Answers to calls, to be given on the threads that they came from: each is woken once.
#[derive(Default)]
pub(crate) struct Answers {
    lanes: Vec<(Desk, Vec<Box<dyn Answer>>)>,
    elsewhere: Vec<Box<dyn Answer>>,
}

impl Answers {
    /// Keeps an answer for a call from `lane`.
    pub(crate) fn add(&mut self, lane: Lane, answer: Box<dyn Answer>) {
        let Some(desk) = lane.0 else { return self.elsewhere.push(answer) };
        match self.lanes.iter_mut().find(|(known, _)| known.id == desk.id) {
            Some((_, answers)) => answers.push(answer),
            None => self.lanes.push((desk, vec![answer])),
        }
    }

    /// Gives them all.
    pub(crate) fn give(mut self) {
        let here = thread::current().id();
        for (desk, answers) in self.lanes {
            self.elsewhere.extend(if desk.id == here { answers } else { desk.hand(answers) });
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
    /// As many threads as there are processors, each of which has done `prepare` once this returns.
    pub(crate) fn start<P>(prepare: P) -> io::Result<Self>
    where
        P: FnOnce() -> io::Result<()> + Clone + Send + 'static,
    {
        let count = thread::available_parallelism().map_or(1, NonZero::get);
        let mut lanes = Self { queues: Vec::new(), threads: Vec::new(), next: 0 };
        let (tell, prepared) = std::sync::mpsc::channel();
        for _ in 0..count {
            let (prepare, tell) = (prepare.clone(), tell.clone());
            // Who waits for it is there until all have told.
            let (queue, thread) = lane(move || drop(tell.send(prepare())))?;
            lanes.queues.push(queue);
            lanes.threads.push(thread);
        }
        drop(tell);
        prepared.iter().collect::<io::Result<()>>()?;
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

fn lane(prepare: impl FnOnce() + Send + 'static) -> io::Result<(Queue, thread::JoinHandle<()>)> {
    let (queue, mut work): (Queue, _) = mpsc::unbounded_channel();
    let weak = queue.downgrade();
    let here = runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("serve".into()).spawn(move || {
        prepare();
        HERE.set(Lane(Some(Desk { id: thread::current().id(), queue: weak })));
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
