//! What is told of messages of the version for other countries (Dysmsapi 2018-05-01).

use chrono::DateTime;
use serde_json::{Map, Value};

use super::codes::{DELIVERED, receipt_message};
use crate::{dysms::tables::messages::SentMessage, shared::format::SHANGHAI_OFFSET};

/// `Mon, 24 Dec 2018 16:58:22 +0800`, in China (documented).
pub(crate) fn time(millis: i64) -> String {
    let shown = DateTime::from_timestamp_millis(millis.saturating_add(SHANGHAI_OFFSET));
    shown.map(|it| it.format("%a, %d %b %Y %H:%M:%S +0800").to_string()).unwrap_or_default()
}

/// What is said of a code of a receipt.
pub(crate) fn description(code: &str) -> String {
    if code == DELIVERED { "success".to_owned() } else { receipt_message(code).to_owned() }
}

/// Tells what has become of a message, with the members in the order of the vendor's page.
pub(super) fn element(it: &SentMessage, now: i64) -> Value {
    let code = it.err_code.as_deref().unwrap_or_default();
    let is_delivered = it.status == 3;
    let mut members = Map::new();
    let mut add = |name: &str, value: &str| members.insert(name.to_owned(), value.into());
    add("To", &it.phone);
    add("SendDate", &time(it.sent));
    add("ReceiveDate", &time(it.reported.unwrap_or(now)));
    add("Status", if is_delivered { "1" } else { "2" });
    add("ErrorCode", if is_delivered { "success" } else { code });
    add("ErrorDescription", &description(code));
    if let Some(task) = &it.out_id {
        add("TaskId", task);
    }
    add("SmsSize", &it.size.to_string());
    add("MessageId", &it.biz_id);
    Value::Object(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_that_in_china() {
        assert_eq!(time(1_545_641_902_000), "Mon, 24 Dec 2018 16:58:22 +0800");
    }
}
