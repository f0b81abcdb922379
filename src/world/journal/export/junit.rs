//! A report of tests in the form of `JUnit`, which CI servers show.

use std::{fmt::Write, sync::Arc};

use crate::{
    wire::xml_text::escaped,
    world::journal::{Entry, secrets},
};

pub(super) fn report(calls: &[Arc<Entry>]) -> String {
    let failed = calls.iter().filter(|it| it.error.is_some()).count();
    let seconds: f64 = calls.iter().map(|it| it.taken.as_secs_f64()).sum();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{0}\" failures=\"{failed}\" \
         time=\"{seconds:.6}\">\n<testsuite name=\"localyun\" tests=\"{0}\" failures=\"{failed}\" \
         errors=\"0\" skipped=\"0\" time=\"{seconds:.6}\">\n",
        calls.len()
    );
    for entry in calls {
        let (product, action) = (or(&entry.product, "unknown"), or(&entry.action, "unknown"));
        let _ = write!(
            out,
            "<testcase classname=\"{}\" name=\"{}\" time=\"{:.6}\"",
            escaped(product),
            escaped(&format!("{action} {} {}", entry.sequence, entry.request_id)),
            entry.taken.as_secs_f64(),
        );
        let Some(error) = &entry.error else {
            out.push_str("/>\n");
            continue;
        };
        let message = secrets::text(&error.message);
        // What XML cannot hold.
        let plain = |text: &str| text.replace(|c: char| c.is_control() && !"\n\t".contains(c), "�");
        let hint = error.hint.as_deref().unwrap_or_default();
        let _ = writeln!(
            out,
            "><failure type=\"{}\" message=\"{}\">{}</failure></testcase>",
            escaped(&plain(&error.code)),
            escaped(&plain(&format!("{} {}", error.status, error.code))),
            escaped(&plain(format!("{message}\n{hint}").trim_end())),
        );
    }
    out + "</testsuite>\n</testsuites>"
}

fn or<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}
