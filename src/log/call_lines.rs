//! What the lines of calls look like: `22:37:15 200 Cms PutContact user/ci 1.2ms 2BB58104`.

use std::fmt::{self, Debug, Write};

use actions::shared::format::iso;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{
        FmtContext, FormatEvent, FormatFields,
        format::{Format, Full, Writer},
    },
    registry::LookupSpan,
};

use crate::{clock, config::LOGGED_DIGITS};

/// Writes the lines of calls in their own form, and all others in the usual one.
pub(super) struct CallLines {
    pub(super) others: Format<Full>,
}

impl<S, N> FormatEvent<S, N> for CallLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut out: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        if event.metadata().target() != "call" {
            return self.others.format_event(context, out, event);
        }
        let mut line = CallLine::default();
        event.record(&mut line);
        let colour = out.has_ansi_escapes();
        line.write(&mut out, &iso(clock::real_now()), colour)
    }
}

/// The fields of the line of a call, as the gateway gives them.
#[derive(Default)]
struct CallLine {
    status: u64,
    code: String,
    product: String,
    action: String,
    caller: String,
    duration_ms: f64,
    request_id: String,
    world: String,
    /// The id of the rule whose fault was injected.
    fault: String,
    why: String,
    explained: bool,
}

impl Visit for CallLine {
    fn record_str(&mut self, field: &Field, value: &str) {
        let kept = match field.name() {
            "code" => &mut self.code,
            "product" => &mut self.product,
            "action" => &mut self.action,
            "caller" => &mut self.caller,
            "request_id" => &mut self.request_id,
            "world" => &mut self.world,
            "fault" => &mut self.fault,
            "why" => &mut self.why,
            _ => return,
        };
        value.clone_into(kept);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "status" {
            self.status = value;
        }
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "duration_ms" {
            self.duration_ms = value;
        }
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        if field.name() == "explained" {
            self.explained = value;
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

impl CallLine {
    /// `at` is an RFC 3339 time.
    fn write(&self, out: &mut dyn Write, at: &str, colour: bool) -> fmt::Result {
        let paint = |code: &'static str| if colour { code } else { "" };
        let (dim, plain) = (paint("\x1b[2m"), paint("\x1b[0m"));
        let status = paint(match self.status {
            100..300 => "\x1b[32m",
            300..500 => "\x1b[33m",
            _ => "\x1b[31m",
        });
        write!(out, "{dim}{}{plain} ", at.get(11..19).unwrap_or(at))?;
        if !self.world.is_empty() {
            write!(out, "[{}] ", self.world)?;
        }
        match self.status {
            // It was not answered.
            0 => write!(out, "{status}-")?,
            answered => write!(out, "{status}{answered}")?,
        }
        if !self.code.is_empty() {
            write!(out, " {}", self.code)?;
        }
        write!(out, "{plain}")?;
        for word in [&self.product, &self.action, &self.caller] {
            write!(out, " {}", if word.is_empty() { "-" } else { word })?;
        }
        let id = self.request_id.get(..LOGGED_DIGITS).unwrap_or(&self.request_id);
        write!(out, " {:.1}ms {dim}{id}{plain}", self.duration_ms)?;
        if !self.fault.is_empty() {
            write!(out, " fault {}", self.fault)?;
        }
        let why = match self.why.find("`localyun explain ") {
            // The line ends with that command anyway.
            Some(at) if self.explained => self.why[..at].trim_end(),
            _ => &self.why,
        };
        if !why.is_empty() {
            write!(out, " {why}")?;
        }
        if self.explained {
            write!(out, " → localyun explain {}", self.request_id)?;
            if !self.world.is_empty() {
                write!(out, " --world {}", self.world)?;
            }
            if let Some(url) = super::SERVED_AT.get() {
                write!(out, " --endpoint {url}")?;
            }
        }
        writeln!(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(change: impl FnOnce(&mut CallLine), colour: bool) -> String {
        let mut line = CallLine {
            status: 200,
            product: "Cms".into(),
            action: "PutContact".into(),
            caller: "user/ci".into(),
            duration_ms: 1.234,
            request_id: "2BB58104-8D4F-5C8E-9E4C-7D3D1A9C5B1F".into(),
            ..CallLine::default()
        };
        change(&mut line);
        let mut out = String::new();
        line.write(&mut out, "2026-01-01T22:37:15Z", colour).unwrap();
        out
    }

    #[test]
    fn a_call_is_one_line() {
        assert_eq!(line(|_| {}, false), "22:37:15 200 Cms PutContact user/ci 1.2ms 2BB58104\n");
        assert_eq!(
            line(|it| it.world = "abc".into(), false),
            "22:37:15 [abc] 200 Cms PutContact user/ci 1.2ms 2BB58104\n"
        );
        let reset = |it: &mut CallLine| (it.status, it.fault) = (0, "f1".into());
        assert_eq!(
            line(reset, false),
            "22:37:15 - Cms PutContact user/ci 1.2ms 2BB58104 fault f1\n"
        );
        let elsewhere = |it: &mut CallLine| {
            (it.explained, it.world) = (true, "abc".into());
            it.why = "Why. `localyun explain 2BB58104` says what differs.".into();
        };
        assert_eq!(
            line(elsewhere, false),
            "22:37:15 [abc] 200 Cms PutContact user/ci 1.2ms 2BB58104 Why. → localyun explain \
             2BB58104-8D4F-5C8E-9E4C-7D3D1A9C5B1F --world abc\n"
        );
        let refused = |it: &mut CallLine| {
            (it.status, it.code, it.explained) = (404, "InvalidAction.NotFound".into(), true);
            (it.action, it.caller, it.why) = (String::new(), String::new(), "Why.".into());
        };
        assert_eq!(
            line(refused, false),
            "22:37:15 404 InvalidAction.NotFound Cms - - 1.2ms 2BB58104 Why. → localyun explain \
             2BB58104-8D4F-5C8E-9E4C-7D3D1A9C5B1F\n"
        );
        assert!(line(refused, true).contains("\x1b[33m404 InvalidAction.NotFound\x1b[0m"));
    }
}
