//! A contact's channels and their activation states in answers.

use serde::Serialize;

use crate::cms::tables::{Confirmed, Contact};

/// The values of a contact's channels. A value pending activation is not shown; the active one that
/// it will replace is (observed: Terraform reads a new address back only after activation).
#[derive(Serialize)]
pub(in crate::cms) struct Channels {
    #[serde(rename = "Mail", skip_serializing_if = "Option::is_none")]
    mail: Option<String>,
    #[serde(rename = "SMS", skip_serializing_if = "Option::is_none")]
    sms: Option<String>,
    #[serde(rename = "AliIM", skip_serializing_if = "Option::is_none")]
    aliim: Option<String>,
    #[serde(rename = "DingWebHook", skip_serializing_if = "Option::is_none")]
    ding: Option<String>,
}

/// The activation state of each channel of a contact.
#[derive(Serialize)]
pub(in crate::cms) struct States {
    #[serde(rename = "Mail", skip_serializing_if = "Option::is_none")]
    mail: Option<&'static str>,
    #[serde(rename = "SMS", skip_serializing_if = "Option::is_none")]
    sms: Option<&'static str>,
    #[serde(rename = "AliIM", skip_serializing_if = "Option::is_none")]
    aliim: Option<&'static str>,
    #[serde(rename = "DingWebHook", skip_serializing_if = "Option::is_none")]
    ding: Option<&'static str>,
}

impl States {
    pub(in crate::cms) fn of(c: &Contact) -> Self {
        let plain = |value: &Option<String>| value.as_ref().map(|_| "OK");
        Self {
            mail: c.mail.state(),
            sms: c.sms.state(),
            aliim: plain(&c.aliim),
            ding: plain(&c.ding),
        }
    }
}

impl Channels {
    pub(in crate::cms) fn of(c: &mut Contact) -> Self {
        Self {
            mail: c.mail.active.take(),
            sms: c.sms.active.take(),
            aliim: c.aliim.take(),
            ding: c.ding.take(),
        }
    }
}

impl Confirmed {
    fn state(&self) -> Option<&'static str> {
        match (&self.active, &self.pending) {
            (_, Some(_)) => Some("PENDING"),
            (Some(_), None) => Some("OK"),
            (None, None) => None,
        }
    }
}
