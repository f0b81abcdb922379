//! The contact groups of an application group in answers.

use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct ContactGroups {
    contact_group: Vec<Named>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    name: String,
}

impl ContactGroups {
    pub(super) fn of(names: Vec<String>) -> Self {
        Self { contact_group: names.into_iter().map(|name| Named { name }).collect() }
    }
}
