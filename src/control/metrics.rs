//! `/_localyun/metrics`: what the program counts, as Prometheus reads it.
//!
//! The text format 0.0.4: <https://prometheus.io/docs/instrumenting/exposition_formats/>.

use std::{
    fmt::{Display, Write},
    fs,
    sync::{Arc, atomic::Ordering::Relaxed},
};

use actions::{
    core::control::{ControlAccess, Operation},
    ports::{
        delivery, due,
        outbox::{self, Filter},
        store::StoreError,
    },
};
use serde_json::Value;
use tokio::task;

use crate::{
    app::App,
    control::{Outcome, Problem, route::ServerRoute},
    log,
    metrics::{Answered, BUCKETS, Calls},
    world::World,
};

/// Of the text format.
const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    Operation::get("metrics", "Answers counters of the server in the text format of Prometheus.")
        .access(ControlAccess::Nothing)
        .of_server()
        .answers(MEDIA_TYPE),
    |app, _, _| Box::pin(metrics(app)),
)];

/// A page of metrics.
#[derive(Default)]
struct Page(String);

impl Page {
    /// Begins a metric.
    fn metric(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    /// A value of the metric that was begun, by its labels.
    fn value(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        self.0.push_str(name);
        for (at, (label, text)) in labels.iter().enumerate() {
            self.0.push(if at == 0 { '{' } else { ',' });
            let _ = write!(self.0, "{label}=\"");
            for c in text.chars() {
                match c {
                    '\\' => self.0.push_str("\\\\"),
                    '"' => self.0.push_str("\\\""),
                    '\n' => self.0.push_str("\\n"),
                    c => self.0.push(c),
                }
            }
            self.0.push('"');
        }
        if !labels.is_empty() {
            self.0.push('}');
        }
        let _ = writeln!(self.0, " {value}");
    }

    /// A metric of one value.
    fn single(&mut self, name: &str, kind: &str, help: &str, value: impl Display) {
        self.metric(name, kind, help);
        self.value(name, &[], value);
    }
}

async fn metrics(app: &App) -> Outcome {
    let mut page = Page::default();
    let metrics = app.worlds.metrics();
    process(&mut page, metrics.started);
    calls(&mut page, &metrics.all());
    let open = metrics.connections_open.load(Relaxed);
    page.single("localyun_connections_open", "gauge", "Connections that are open.", open);
    let all = metrics.connections.load(Relaxed);
    page.single("localyun_connections_total", "counter", "Connections that were accepted.", all);
    let (commits, writes) = app.world().database.engine().commits();
    page.single("localyun_commits_total", "counter", "Commits to databases.", commits);
    let help = "Writes that they committed; divided by the commits, the writes that share one.";
    page.single("localyun_committed_writes_total", "counter", help, writes);
    let worlds = app.worlds.opened();
    // Away from the threads that serve, whose connections are to the databases that calls read.
    let counted = task::spawn_blocking(move || counted(&worlds)).await;
    let Counted { messages, undelivered, waiting, evicted } =
        counted.map_err(|e| Problem::internal(&e))??;
    page.single("localyun_worlds", "gauge", "Worlds.", app.worlds.count());
    let help = "Messages in the outboxes of the worlds that are open.";
    page.single("localyun_outbox_messages", "gauge", help, messages);
    let sent = metrics.messages.load(Relaxed);
    page.single("localyun_messages_total", "counter", "Messages that actions have sent.", sent);
    let help = "Messages that wait to be delivered in the worlds that are open.";
    page.single("localyun_outbox_waiting", "gauge", help, undelivered);
    let name = "localyun_deliveries_total";
    let help = "Attempts to deliver a message: that it was delivered, that it is tried again, that it was given up.";
    page.metric(name, "counter", help);
    for (outcome, count) in [
        ("delivered", &metrics.delivered),
        ("failed", &metrics.delivery_failures),
        ("dead", &metrics.dead),
    ] {
        page.value(name, &[("outcome", outcome)], count.load(Relaxed));
    }
    let run = metrics.due_work.load(Relaxed);
    page.single("localyun_due_work_total", "counter", "Pieces of due work that were run.", run);
    let help = "Pieces of work that wait for their time in the worlds that are open.";
    page.single("localyun_due_work_waiting", "gauge", help, waiting);
    let help = "Calls that were evicted from the journals of the worlds that are open.";
    page.single("localyun_journal_evictions_total", "counter", help, evicted);
    let help = "Lines of the log that were dropped since nobody read them.";
    page.single("localyun_log_lines_dropped_total", "counter", help, log::dropped());
    // Every text of the control API ends with a line break.
    page.0.pop();
    Ok(Value::String(page.0))
}

/// What is counted in the worlds that are open.
#[derive(Default)]
struct Counted {
    /// The messages in the outboxes.
    messages: i64,
    /// Those of them that wait to be delivered.
    undelivered: i64,
    /// The work that waits.
    waiting: i64,
    /// The calls that were evicted from the journals.
    evicted: u64,
}

fn counted(worlds: &[Arc<World>]) -> Result<Counted, StoreError> {
    let mut all = Counted::default();
    for world in worlds {
        all.evicted += world.journal.evicted();
        world.database.read::<_, StoreError>(|tx| {
            all.messages += outbox::count(&mut *tx, &Filter::default())?;
            all.undelivered += delivery::waiting(&mut *tx)?;
            all.waiting += due::count(&mut *tx)?;
            Ok(())
        })?;
    }
    Ok(all)
}

fn process(page: &mut Page, started: i64) {
    page.metric("localyun_build_info", "gauge", "The version that runs; always 1.");
    page.value("localyun_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
    let name = "process_start_time_seconds";
    page.metric(name, "gauge", "When the process started, in seconds since 1970.");
    let (seconds, millis) = (started / 1000, started % 1000);
    page.value(name, &[], format_args!("{seconds}.{millis:03}"));
    if let Some(bytes) = resident_memory() {
        let help = "Resident memory in bytes.";
        page.single("process_resident_memory_bytes", "gauge", help, bytes);
    }
}

/// The resident memory of this process in bytes, where the system tells it as Linux does.
fn resident_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

fn calls(page: &mut Page, answered: &Answered) {
    let name = "localyun_calls_total";
    let help = "Calls that were answered; of no action if they named none that is emulated.";
    page.metric(name, "counter", help);
    for ((product, action), calls) in &answered.calls {
        for ((class, code), count) in &calls.codes {
            // A fault has left those of the class 0 without an answer.
            let class = if *class == 0 { "none".to_owned() } else { format!("{class}xx") };
            let labels =
                [("product", *product), ("action", action), ("status", &class), ("code", code)];
            page.value(name, &labels, count);
        }
    }
    let help = "How long calls took, from the whole request to the encoded answer.";
    page.metric("localyun_call_duration_seconds", "histogram", help);
    for ((product, action), calls) in &answered.calls {
        histogram(page, &[("product", product), ("action", action)], calls);
    }
    for (name, help, value) in [
        (
            "localyun_calls_refused_total",
            "Calls that were refused before their actions, or by policies.",
            answered.refused,
        ),
        ("localyun_request_body_bytes_total", "Bytes in the bodies of calls.", answered.received),
        (
            "localyun_response_body_bytes_total",
            "Bytes in the bodies of answers to calls.",
            answered.sent,
        ),
    ] {
        page.single(name, "counter", help, value);
    }
}

fn histogram(page: &mut Page, labels: &[(&str, &str)], calls: &Calls) {
    let mut sum = 0;
    for (at, count) in calls.buckets.iter().enumerate() {
        sum += count;
        let bound = BUCKETS.get(at).map_or("+Inf".to_owned(), f64::to_string);
        let labels = [labels, &[("le", &*bound)]].concat();
        page.value("localyun_call_duration_seconds_bucket", &labels, sum);
    }
    let (seconds, micros) = (calls.micros / 1_000_000, calls.micros % 1_000_000);
    let all = format_args!("{seconds}.{micros:06}");
    page.value("localyun_call_duration_seconds_sum", labels, all);
    page.value("localyun_call_duration_seconds_count", labels, sum);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_quoted() {
        let mut page = Page::default();
        page.value("x", &[("a", "1\\2\"3\n4"), ("b", "张")], 5);
        page.value("y", &[], 1.5);
        assert_eq!(page.0, "x{a=\"1\\\\2\\\"3\\n4\",b=\"张\"} 5\ny 1.5\n");
    }

    #[test]
    fn buckets_add_up() {
        let mut calls = Calls { micros: 1_500_000, ..Calls::default() };
        calls.buckets = [1, 0, 0, 0, 0, 0, 0, 2, 4];
        let mut page = Page::default();
        histogram(&mut page, &[], &calls);
        assert!(page.0.contains("_bucket{le=\"0.0005\"} 1\n"), "{}", page.0);
        assert!(page.0.contains("_bucket{le=\"1\"} 3\n"), "{}", page.0);
        assert!(page.0.contains("_bucket{le=\"+Inf\"} 7\n"), "{}", page.0);
        assert!(page.0.ends_with("_sum 1.500000\nlocalyun_call_duration_seconds_count 7\n"));
    }
}
