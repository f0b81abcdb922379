//! A system event of a cloud resource.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::shared::format;

/// What an event leaves open is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::cms) struct Event {
    pub(in crate::cms) id: String,
    /// The abbreviation of the product: `ECS`.
    pub(in crate::cms) product: String,
    /// `Disk:Stalled:Executing`.
    pub(in crate::cms) name: String,
    /// `CRITICAL`, `WARN` or `INFO`.
    pub(in crate::cms) level: Option<String>,
    /// `Executing`, …
    pub(in crate::cms) status: Option<String>,
    /// `StatusNotification`, `Exception` or `Maintenance`.
    pub(in crate::cms) kind: Option<String>,
    /// The ARN of the resource; empty for none.
    pub(in crate::cms) resource: String,
    /// `InstanceName`; empty for none.
    pub(in crate::cms) instance: String,
    pub(in crate::cms) region: String,
    /// The application group that it was sent to.
    pub(in crate::cms) group: Option<i64>,
    pub(in crate::cms) content: Value,
    /// When it happened, in milliseconds on the world's clock.
    pub(in crate::cms) at: i64,
}

impl Event {
    /// The id of its resource: what follows the last slash of its ARN, or the last colon.
    pub(in crate::cms) fn resource_id(&self) -> &str {
        let last = self.resource.rsplit('/').next().unwrap_or_default();
        last.rsplit(':').next().unwrap_or_default()
    }

    /// Its content as a text.
    pub(in crate::cms) fn content(&self) -> String {
        match &self.content {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            content => content.to_string(),
        }
    }

    /// What a webhook is sent: the fields of the vendor's page on system events. What it leaves open is
    /// absent.
    pub(in crate::cms) fn payload(&self) -> Value {
        let mut payload = json!({
            "id": self.id,
            "product": self.product,
            "name": self.name,
            "level": self.level,
            "status": self.status,
            "eventType": self.kind,
            "resourceId": self.resource,
            "instanceName": self.instance,
            "regionId": self.region,
            "groupId": self.group.map(|id| id.to_string()),
            "eventTime": self.at,
            "content": self.content,
        });
        if let Some(fields) = payload.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
        }
        payload
    }

    /// The heading of a message about it.
    pub(in crate::cms) fn subject(&self) -> String {
        let level = self.level.as_ref().map(|level| format!("{level} ")).unwrap_or_default();
        format!("[CloudMonitor] {level}event {} of {}", self.name, self.product)
    }

    /// The text of a message about it.
    pub(in crate::cms) fn body(&self, rule: &str) -> String {
        let known = |it: Option<&str>| it.filter(|it| !it.is_empty()).unwrap_or("-").to_owned();
        let lines = [
            ("Rule", rule.to_owned()),
            ("Product", self.product.clone()),
            ("Event", self.name.clone()),
            ("Level", known(self.level.as_deref())),
            ("Status", known(self.status.as_deref())),
            ("Resource", known(Some(&self.resource))),
            ("Instance", known(Some(&self.instance))),
            ("Region", known(Some(&self.region))),
            ("Time", format::shanghai_time(self.at)),
            ("Content", known(Some(&self.content()))),
        ];
        let lines: Vec<String> =
            lines.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        lines.join("\n")
    }
}
