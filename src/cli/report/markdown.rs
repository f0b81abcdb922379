//! The report for people.

use std::fmt::Write;

use crate::report::{Coverage, ProductCoverage, Split};

pub(super) fn page(coverage: &Coverage) -> String {
    let (called, all) = coverage.actions();
    let mut out = format!(
        "# What the run exercised\n\n{} calls, {called} of {all} actions of the products in use.\n",
        coverage.calls
    );
    for product in coverage.products() {
        let _ = write!(out, "\n{}", section(&product));
    }
    out
}

fn section(it: &ProductCoverage) -> String {
    let called: Vec<_> = it.actions.iter().filter(|it| it.times > 0).collect();
    let mut out = format!(
        "## {} {}: {} of {} actions\n\n| Action | Calls | Parameters | Not sent | Errors | Not seen |\n|---|---|---|---|---|---|\n",
        it.code,
        it.version,
        called.len(),
        it.actions.len()
    );
    for action in called {
        let (sent, seen) = (&action.parameters, &action.codes);
        let mut codes = seen.exercised.clone();
        codes.extend(action.other_codes.keys().cloned());
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            action.name,
            action.times,
            of(sent),
            sent.rest.join(", "),
            codes.join(", "),
            seen.rest.join(", ")
        );
    }
    let idle: Vec<_> = it.actions.iter().filter(|it| it.times == 0).map(|it| it.name).collect();
    if !idle.is_empty() {
        let _ = writeln!(out, "\nNot called: {}.", idle.join(", "));
    }
    if it.transitions.total() > 0 {
        let _ = writeln!(out, "\nState transitions: {}.\n", of(&it.transitions));
        for (mark, transitions) in [("x", &it.transitions.exercised), (" ", &it.transitions.rest)] {
            for transition in transitions {
                let _ = writeln!(out, "- [{mark}] {transition}");
            }
        }
    }
    out
}

/// `2 of 5`.
fn of<T>(it: &Split<T>) -> String {
    format!("{} of {}", it.exercised.len(), it.total())
}
