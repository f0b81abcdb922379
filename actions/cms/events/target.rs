//! What an event rule sends events to.

use serde::{Deserialize, Serialize};

use crate::cms::alerts::recipients::ChannelSet;

/// A target of an event rule. Its id tells it from others of its kind.
///
/// Events reach contact groups and webhooks; the other kinds are kept and shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::cms) enum Target {
    Contact(ContactTarget),
    Webhook(WebhookTarget),
    Function(FunctionTarget),
    Queue(QueueTarget),
    Log(LogTarget),
    OpenApi(OpenApiTarget),
}

/// The contacts of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct ContactTarget {
    pub(in crate::cms) id: String,
    pub(in crate::cms) contact_group_name: String,
    /// `2`, `3` or `4`.
    pub(in crate::cms) level: String,
}

impl ContactTarget {
    /// The channels of its level (documented): 2 is phone, SMS, DingTalk and mail; 3 SMS, DingTalk and
    /// mail; 4 DingTalk and mail.
    pub(in crate::cms) fn channels(&self) -> ChannelSet {
        match self.level.as_str() {
            "2" => ChannelSet::Critical,
            "3" => ChannelSet::Warn,
            _ => ChannelSet::Info,
        }
    }
}

/// A program that is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct WebhookTarget {
    pub(in crate::cms) id: String,
    pub(in crate::cms) url: String,
    /// `http`, …
    pub(in crate::cms) protocol: String,
    /// `GET` or `POST`.
    pub(in crate::cms) method: String,
}

impl WebhookTarget {
    /// Its address; the protocol is put before one without any.
    pub(in crate::cms) fn address(&self) -> String {
        if self.url.contains("://") {
            self.url.clone()
        } else {
            format!("{}://{}", self.protocol.to_lowercase(), self.url)
        }
    }
}

/// A function of Function Compute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct FunctionTarget {
    pub(in crate::cms) id: String,
    pub(in crate::cms) region: String,
    pub(in crate::cms) service_name: String,
    pub(in crate::cms) function_name: String,
    pub(in crate::cms) arn: String,
}

/// A queue or a topic of Simple Message Queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct QueueTarget {
    pub(in crate::cms) id: String,
    pub(in crate::cms) region: String,
    pub(in crate::cms) queue: String,
    pub(in crate::cms) topic: String,
    pub(in crate::cms) arn: String,
}

/// A Logstore of Log Service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct LogTarget {
    pub(in crate::cms) id: String,
    pub(in crate::cms) region: String,
    pub(in crate::cms) project: String,
    pub(in crate::cms) log_store: String,
    pub(in crate::cms) arn: String,
}

/// An action of a cloud product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct OpenApiTarget {
    pub(in crate::cms) id: String,
    pub(in crate::cms) product: String,
    pub(in crate::cms) action: String,
    pub(in crate::cms) version: String,
    pub(in crate::cms) region: String,
    pub(in crate::cms) role: String,
    pub(in crate::cms) arn: String,
}

impl Target {
    /// The name of its kind in the table.
    pub(in crate::cms) const fn kind(&self) -> &'static str {
        match self {
            Self::Contact(_) => "contact",
            Self::Webhook(_) => "webhook",
            Self::Function(_) => "function",
            Self::Queue(_) => "queue",
            Self::Log(_) => "log",
            Self::OpenApi(_) => "openapi",
        }
    }

    pub(in crate::cms) fn id(&self) -> &str {
        match self {
            Self::Contact(it) => &it.id,
            Self::Webhook(it) => &it.id,
            Self::Function(it) => &it.id,
            Self::Queue(it) => &it.id,
            Self::Log(it) => &it.id,
            Self::OpenApi(it) => &it.id,
        }
    }
}
