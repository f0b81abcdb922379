//! `localyun policy lint`.

use std::{fmt::Write, process::ExitCode};

use clap::Args;
use serde_json::{Value, json};

use super::{Format, failed, read};
use crate::{cli::print, clock, permissions::lint::lint};

/// Which policies to look at.
#[derive(Args, Clone, Debug)]
pub struct Lint {
    /// The policies; `-` is the standard input.
    #[arg(required = true)]
    files: Vec<String>,

    /// The form of what is found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(it: &Lint) -> ExitCode {
    let (mut all, mut text, mut bad) = (Vec::new(), String::new(), false);
    for file in &it.files {
        let found = read(file).and_then(|text| {
            lint(&text, clock::real_now()).map_err(|why| format!("{file}: {why}"))
        });
        match found {
            Ok(found) => {
                for it in found {
                    let (line, column) = (it.line, it.column);
                    let _ = writeln!(text, "{file}:{line}:{column}: {} ({})", it.text, it.rule);
                    all.push(json!({
                        "file": file, "line": it.line, "column": it.column, "rule": it.rule,
                        "text": it.text,
                    }));
                }
            }
            Err(why) => {
                failed(&why);
                bad = true;
            }
        }
    }
    let findings = all.len();
    if it.format == Format::Json {
        text = serde_json::to_string_pretty(&Value::Array(all)).unwrap_or_default() + "\n";
    }
    match print(&text) {
        ExitCode::SUCCESS if bad => ExitCode::from(2),
        ExitCode::SUCCESS if findings > 0 => ExitCode::from(1),
        ExitCode::SUCCESS => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}
