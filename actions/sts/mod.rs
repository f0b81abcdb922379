//! STS: temporary credentials.

use serde_json::{Map, Value};

use crate::{ApiError, Bad, Entry, Problem, Product, Style, sorted};

mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[];
// The end of the list.
const _: () = assert!(sorted(ACTIONS), "keep ACTIONS sorted by name, without duplicates");

/// STS: temporary credentials (Sts 2015-04-01).
pub static STS: Product = Product {
    id: "sts",
    code: "Sts",
    version: "2015-04-01",
    style: Style::Rpc,
    ram: "sts",
    wording,
    success: "",
    failure,
    schema: tables::SCHEMA,
    links: &[],
    due: &[],
    actions: ACTIONS,
};

fn wording(bad: &Bad<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("MissingParameter.{name}"),
            format!(
                "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
            ),
        ),
        _ => ApiError::new(
            400,
            format!("InvalidParameter.{name}"),
            format!("The parameter {name} is wrongly formed."),
        ),
    }
}

/// Observed: the errors of this product carry their status a second time.
fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    body.insert("HttpStatus".into(), error.status.into());
}
