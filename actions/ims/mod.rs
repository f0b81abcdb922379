//! IMS: the users of RAM by their logon names, and identity providers.

use serde_json::{Map, Value};

use crate::{ApiError, Bad, Entry, Problem, Product, Style, sorted};

mod tables;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[];
// The end of the list.
const _: () = assert!(sorted(ACTIONS), "keep ACTIONS sorted by name, without duplicates");

/// IMS: the users of RAM by their logon names, and identity providers (Ims 2019-08-15).
pub static IMS: Product = Product {
    id: "ims",
    code: "Ims",
    version: "2019-08-15",
    style: Style::Rpc,
    ram: "ram",
    wording,
    success: "",
    failure,
    schema: tables::SCHEMA,
    links: &[],
    due: &[],
    actions: ACTIONS,
};

/// The errors that the vendor's tables of the product name, `<Field>` filled in.
fn wording(bad: &Bad<'_>) -> ApiError {
    let name = bad.name;
    let (code, message) = match bad.problem {
        Problem::Missing => (
            format!("MissingParameter.{name}"),
            format!(
                "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
            ),
        ),
        Problem::Length(..) => (
            format!("InvalidParameter.{name}.Length"),
            format!("The parameter - \"{name}\" beyond the length limit."),
        ),
        Problem::Chars => (
            format!("InvalidParameter.{name}.InvalidChars"),
            format!("The parameter - \"{name}\" contains invalid chars."),
        ),
        Problem::Malformed(_) => (
            format!("InvalidParameter.{name}.Format"),
            format!("The format of the parameter - \"{name}\" is incorrect."),
        ),
        _ => (
            format!("InvalidParameter.{name}"),
            format!("The parameter - \"{name}\" is incorrect."),
        ),
    };
    ApiError::new(400, code, message)
}

/// Observed: the errors of this product carry their status a second time.
fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    body.insert("HttpStatus".into(), error.status.into());
}
