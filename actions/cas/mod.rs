//! Certificate Management Service: contacts, certificates, cloud resources, deployment jobs.

use serde_json::{Map, Value};

use crate::{ApiError, Bad, Denial, Entry, Problem, Product, Style, nothing_own, sorted};

mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
];
// The end of the list.
const _: () = assert!(sorted(ACTIONS), "keep ACTIONS sorted by name, without duplicates");

/// Certificate Management Service: contacts, certificates, cloud resources, deployment jobs (cas 2020-04-07).
pub static CAS: Product = Product {
    id: "cas",
    code: "cas",
    version: "2020-04-07",
    style: Style::Rpc,
    ram: "yundun-cert",
    wording,
    success: "",
    own: nothing_own,
    denied,
    governs: false,
    failure,
    schema: tables::SCHEMA,
    links: &[],
    actions: ACTIONS,
};

/// A required parameter is the gateway's to ask for; the rest has the templates of the newer actions.
fn wording(bad: &Bad<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        Problem::TooMany(_) => ApiError::new(
            400,
            format!("LimitExceeded.{name}"),
            format!("The maximum number of {name} is exceeded."),
        ),
        _ => ApiError::new(
            400,
            format!("IncorrectFormat.{name}"),
            format!("The {name} parameter format is incorrect."),
        ),
    }
}

fn failure(_: &mut Map<String, Value>, _: &ApiError) {}

/// Assumed, as nothing documents it: like RAM's, in its short form.
fn denied(_: &Denial<'_>) -> ApiError {
    ApiError::new(403, "NoPermission", "You are not authorized to do this action.")
}
