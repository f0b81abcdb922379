//! How the answers of the former actions show a contact.

use serde::Serialize;

use crate::arms::tables::{contacts::Contact, webhooks::Webhook};

/// A contact or a webhook contact, as the former actions show it.
#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct LegacyContact {
    contact_id: i64,
    contact_name: String,
    phone: String,
    email: String,
    ding_robot: String,
    system_noc: bool,
    user_id: String,
    create_time: i64,
    update_time: i64,
}

impl LegacyContact {
    /// Shows a contact of an account. What it has not is an empty text.
    pub(in crate::arms) fn of(account: &str, contact: &Contact) -> Self {
        Self {
            contact_id: contact.legacy,
            contact_name: contact.name.clone(),
            phone: contact.phone.clone().unwrap_or_default(),
            email: contact.mail.clone().unwrap_or_default(),
            ding_robot: contact.ding.clone(),
            system_noc: contact.system_notices,
            user_id: account.to_owned(),
            create_time: contact.made,
            update_time: contact.changed,
        }
    }

    /// Shows a webhook contact of an account, which has no other channel.
    pub(in crate::arms) fn of_webhook(account: &str, webhook: &Webhook) -> Self {
        Self {
            contact_id: webhook.legacy,
            contact_name: webhook.name.clone(),
            user_id: account.to_owned(),
            create_time: webhook.made,
            update_time: webhook.changed,
            ..Self::default()
        }
    }
}
