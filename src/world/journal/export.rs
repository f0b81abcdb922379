//! The calls in the forms that other programs read.

mod har;
mod junit;

use std::{fmt::Write, sync::Arc};

use serde_json::Value;

use crate::world::{
    World,
    journal::{
        Entry, lines,
        secrets::{Masking, Secrets},
    },
};

/// A form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// HTTP Archive 1.2.
    Har,
    /// Commands of a shell that make the calls again.
    Curl,
    /// A report of tests: a test case for each call, which fails where the call was refused.
    Junit,
    /// A line of JSON for how the world began, and one for each call.
    Jsonl,
}

impl Form {
    /// The form of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "har" => Some(Self::Har),
            "curl" => Some(Self::Curl),
            "junit" => Some(Self::Junit),
            "jsonl" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// Calls of a world in a form: JSON, or a text. `base` is where the server listens.
#[must_use]
pub fn export(form: Form, (world, base): (&World, &str), calls: &[Arc<Entry>]) -> Value {
    match form {
        Form::Har => har::archive(base, calls),
        Form::Curl => Value::String(commands(base, calls)),
        Form::Junit => Value::String(junit::report(calls)),
        Form::Jsonl => {
            let calls = calls.iter().map(|it| lines::line(&world.name, it));
            let lines: Vec<_> = std::iter::once(lines::header(world)).chain(calls).collect();
            Value::String(lines.join("\n"))
        }
    }
}

/// The parameters that `localyun sign` makes itself.
const OF_SIGNATURE: [&str; 9] = [
    "AccessKeyId",
    "Action",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
];

/// A command for each call. An old signature is refused, since its nonce was used, so they sign anew.
fn commands(base: &str, calls: &[Arc<Entry>]) -> String {
    let mut out = String::from(
        "# Each command signs its call anew, with the key in LOCALYUN_ACCESS_KEY_ID and \
         LOCALYUN_ACCESS_KEY_SECRET,\n# or with the default one. Secrets show as (hidden): write \
         them in their place.\n",
    );
    for entry in calls {
        let caller = entry.caller.as_ref().map_or("", |it| &it.access_key);
        let _ = writeln!(out, "\n# {} {} {caller}", entry.sequence, entry.status);
        if entry.action.is_empty() {
            out.push_str("# It is for no known action.\n");
            continue;
        }
        let described = entry.described();
        let secrets = Secrets { described: &described, masking: Masking::All };
        let mut line = format!("localyun sign {}", quoted(&entry.action));
        if !base.is_empty() {
            let _ = write!(line, " --endpoint {}", quoted(base));
        }
        let all = entry.parameters();
        let version = entry.admitted.as_ref().map(|it| it.target.product.version);
        if let Some(version) = version.or_else(|| all.get("Version")) {
            let _ = write!(line, " --api-version {}", quoted(version));
        }
        if let Some(request) = entry.request.as_ref().filter(|it| it.method() != "POST") {
            let _ = write!(line, " --method {}", quoted(request.method()));
        }
        if all.iter().any(|it| it.origin == actions::Origin::Form) {
            line.push_str(" --form");
        }
        for it in all.iter().filter(|it| it.name != "Version" && !OF_SIGNATURE.contains(&it.name)) {
            let _ = write!(
                line,
                " {}",
                quoted(&format!("{}={}", it.name, secrets.parameter(it.name, it.value)))
            );
        }
        out.push_str(&line);
        out.push_str(" | sh\n");
    }
    out
}

/// A word of a command line.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}
