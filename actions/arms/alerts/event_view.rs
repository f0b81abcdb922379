//! An event as lists show it.

use serde::Serialize;

use crate::{arms::tables::events::Event, shared::format::shanghai_time};

/// What both lists of events show. Labels and annotations are JSON as a text.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct EventView {
    alert_name: String,
    annotations: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_time: Option<String>,
    #[serde(rename = "GeneratorURL")]
    generator_url: String,
    integration_name: String,
    integration_type: String,
    labels: String,
    receive_time: String,
    severity: String,
    start_time: String,
}

/// The status of an event (documented: `Active`, `Silenced`, `Resolved`).
pub(super) fn status(event: &Event) -> &'static str {
    match event.ends {
        Some(_) => "Resolved",
        None if event.silenced => "Silenced",
        None => "Active",
    }
}

impl From<&Event> for EventView {
    fn from(event: &Event) -> Self {
        // Texts by name are always JSON.
        let json = |it| serde_json::to_string(it).unwrap_or_default();
        Self {
            alert_name: event.name.clone(),
            annotations: json(&event.annotations),
            description: event.annotations.get("message").cloned().unwrap_or_default(),
            end_time: event.ends.map(shanghai_time),
            generator_url: event.generator.clone(),
            integration_name: event.integration.clone(),
            integration_type: event.source.clone(),
            labels: json(&event.labels),
            receive_time: shanghai_time(event.received),
            severity: event.severity.clone(),
            start_time: shanghai_time(event.starts),
        }
    }
}
