//! `localyun report`: what a run has exercised.

mod markdown;

use std::{fs, process::ExitCode};

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::{
    ask, fail, print,
    replay::journal::{EXPECTED, is_call, no_journal},
    server::DEFAULT_ENDPOINT,
};
use crate::{config::number, report::Coverage};

/// Which run, and how to report it.
#[derive(Args)]
pub(super) struct Report {
    /// A file that `serve --journal` has written or `localyun control get-calls-export --as jsonl` has printed, or the URL of a
    /// running server, whose journal is then read.
    #[arg(
        value_name = "FILE|URL",
        env = "LOCALYUN_ENDPOINT",
        default_value = DEFAULT_ENDPOINT
    )]
    run: String,

    /// The form of the report.
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,

    /// The exit status is 1 if fewer than this percentage of the actions of the products in use were called, and 2 on any error.
    #[arg(long, value_name = "PERCENT", value_parser = number::<u32>(0..=100))]
    fail_under: Option<u32>,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people.
    #[default]
    Markdown,
    /// For programs.
    Json,
}

/// Prints the report.
pub(super) fn run(options: &Report) -> ExitCode {
    let coverage = match read(&options.run) {
        Ok(coverage) => coverage,
        Err(why) => {
            fail(&why);
            return ExitCode::from(2);
        }
    };
    let text = match options.format {
        ReportFormat::Markdown => markdown::page(&coverage),
        ReportFormat::Json => {
            serde_json::to_string_pretty(&coverage.to_json()).unwrap_or_default() + "\n"
        }
    };
    let printed = print(&text);
    let (called, all) = coverage.actions();
    match options.fail_under {
        // In whole numbers: 29 of 100 is not under 29.
        Some(least) if called * 100 < all * least as usize || all == 0 => fail(&format!(
            "{called} of {all} actions of the products in use were called, which is under {least} %"
        )),
        _ => printed,
    }
}

fn read(run: &str) -> Result<Coverage, String> {
    let text = if run.contains("://") {
        ask::fetch(run, "/_localyun/calls/export?as=jsonl").map_err(|failed| failed.said(run))?
    } else {
        let bytes = fs::read(run).map_err(|e| {
            format!("cannot read {run}: {e}: {EXPECTED}; or name the URL of the server")
        })?;
        String::from_utf8(bytes).map_err(|_| no_journal(run, 1, "it is not UTF-8 text"))?
    };
    let mut coverage = Coverage::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let call = serde_json::from_str::<Value>(line);
        // The program may have been killed while it wrote the last one.
        let call = match call {
            Err(_) if !text.ends_with('\n') && number + 1 == text.lines().count() => break,
            call => call.map_err(|e| no_journal(run, number + 1, &e.to_string()))?,
        };
        // How a world began is no call.
        if call.get("localyun").is_none() {
            is_call(&call).map_err(|why| no_journal(run, number + 1, why))?;
            coverage.add(&call);
        }
    }
    Ok(coverage)
}
