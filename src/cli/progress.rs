//! What a command shows of long work while it goes on, on the standard error: a bar on a terminal, a line elsewhere.

use std::{
    io::{self, IsTerminal},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::config;

/// Work that ends sooner shows no bar.
const BAR_AFTER: Duration = Duration::from_millis(300);
/// Work that ends sooner prints no line. It is longer, as a line stays.
const LINE_AFTER: Duration = Duration::from_secs(5);
/// How often a bar is drawn while nothing is counted.
const TICK: Duration = Duration::from_millis(100);

/// Without a known end. There is no colour in either, so `NO_COLOR` has nothing to change.
const OPEN: &str = "{spinner} {elapsed:>4}  {wide_msg}";
/// With one.
const MEASURED: &str = "[{bar:24}] {percent:>3}% {elapsed:>4}  {wide_msg}";

/// Work that goes on until this is dropped. Then the bar is removed.
pub(super) struct Progress {
    bar: ProgressBar,
    ended: Option<Sender<()>>,
    shown: Option<JoinHandle<()>>,
}

impl Progress {
    /// Work that begins, such as `applying seed.yaml`.
    pub(super) fn of(what: impl Into<String>) -> Self {
        let what = what.into();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(style(OPEN));
        bar.set_message(what.clone());
        let (ended, end) = mpsc::channel::<()>();
        let later = bar.clone();
        let show = move || {
            let terminal = is_terminal();
            let wait = if terminal { BAR_AFTER } else { LINE_AFTER };
            if end.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            if terminal {
                later.set_draw_target(ProgressDrawTarget::stderr());
                later.enable_steady_tick(TICK);
            } else {
                eprintln!("localyun: {what}");
            }
        };
        // Without a thread the work is done all the same.
        let shown = thread::Builder::new().name("progress".into()).spawn(show).ok();
        Self { bar, ended: Some(ended), shown }
    }

    /// How much there is to do.
    pub(super) fn measured(&self, total: u64) {
        self.bar.set_length(total);
        self.bar.set_style(style(MEASURED));
    }

    /// So much more has been done.
    pub(super) fn advance(&self, done: u64) {
        self.bar.inc(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.ended.take());
        if let Some(thread) = self.shown.take() {
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    // Any terminal has these characters.
    style
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
        .tick_chars("-\\|/ ")
}

/// Whether the standard error is a terminal that can draw a line anew.
fn is_terminal() -> bool {
    let can = config::variable("TERM").map_or(cfg!(windows), |it| it != "dumb");
    can && io::stderr().is_terminal()
}
