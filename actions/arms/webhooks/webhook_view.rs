//! How answers show the request of a webhook contact.

use serde_json::{Map, Value, json};

use crate::arms::{tables::webhooks::Webhook, webhooks::webhook_rules::read_fields};

/// Headers or parameters as one object: `[{"a":"b"}]` is shown as `{"a":"b"}`.
pub(super) fn object(list: &str) -> Map<String, Value> {
    read_fields(list).unwrap_or_default()
}

/// The JSON text by which `SearchAlertContact` shows a webhook contact (documented). That this text has `recoverBody`
/// is assumed.
pub(in crate::arms) fn legacy_text(account: &str, webhook: &Webhook) -> String {
    json!({
        "body": webhook.body,
        "header": object(&webhook.headers),
        "method": webhook.method.to_lowercase(),
        "params": object(&webhook.params),
        "recoverBody": webhook.recover_body,
        "url": webhook.url,
        "userId": account,
    })
    .to_string()
}
