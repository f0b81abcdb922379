//! A namespace, as the answers to single calls show it.

use serde::Serialize;

use crate::sae::tables::namespaces::Namespace;

/// The answer with one namespace.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::sae) struct NamespaceAnswer {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    enable_micro_registration: bool,
    #[serde(rename = "NameSpaceShortId", skip_serializing_if = "String::is_empty")]
    short_id: String,
    namespace_description: String,
    namespace_id: String,
    namespace_name: String,
    region_id: String,
}

impl NamespaceAnswer {
    pub(in crate::sae) fn new(namespace: Namespace, region: &str) -> Self {
        Self {
            data: Data {
                enable_micro_registration: namespace.micro_registration,
                short_id: namespace.short().to_owned(),
                namespace_description: namespace.description,
                namespace_id: namespace.id,
                namespace_name: namespace.name,
                region_id: region.to_owned(),
            },
        }
    }
}
