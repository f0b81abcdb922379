//! CloudMonitor: alert contacts and the groups they are in.

use serde_json::{Map, Value};

use crate::{ApiError, Bad, Entry, Problem, Product, Style};

/// CloudMonitor (Cms 2019-01-01).
pub static CMS: Product = Product {
    id: "cms",
    code: "Cms",
    version: "2019-01-01",
    style: Style::Rpc,
    hosts: &["metrics", "cms"],
    ram: "cms",
    wording,
    success: r#""Code":"200","Message":"success","Success":true"#,
    failure,
    schema: &[],
    links: &[],
    actions: ACTIONS,
};

const ACTIONS: &[Entry] = &[];

fn wording(bad: &Bad<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{}", bad.name),
            format!("{} is mandatory for this action.", bad.name),
        ),
        problem => ApiError::new(400, "InvalidParameterValue", format!("{} {problem}.", bad.name)),
    }
}

fn failure(body: &mut Map<String, Value>, _: &ApiError) {
    body.insert("Success".into(), false.into());
}
