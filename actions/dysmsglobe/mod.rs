//! Short Message Service, its version for messages to other countries (Dysmsapi 2018-05-01).
//!
//! Its messages are those of [`dysms`](crate::dysms): one table, one outbox, the same account, signs, templates, rules and clock.
//! Its answers have `ResponseCode` and `ResponseDescription` in the place of `Code` and `Message`: clients read them without a look whether
//! they are there (observed in a published client), so refusals of the gateway have them as well.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{
    ApiError, Entry, ParameterError, Problem, Product, dysms::network, ports::due::DueWork,
};

mod calling_codes;
mod refusals;
mod sent;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod batch_send_message_to_globe;
mod conversion_data;
mod query_message;
mod send_message_to_globe;
mod send_message_with_template;
mod sms_conversion;

const ACTIONS: &[Entry] = &[
    Entry::of::<batch_send_message_to_globe::BatchSendMessageToGlobe>(),
    Entry::of::<conversion_data::ConversionData>(),
    Entry::of::<query_message::QueryMessage>(),
    Entry::of::<send_message_to_globe::SendMessageToGlobe>(),
    Entry::of::<send_message_with_template::SendMessageWithTemplate>(),
    Entry::of::<sms_conversion::SmsConversion>(),
];
// The end of the list.

/// The kinds of due work.
const DUE: &[DueWork] = &[network::DELIVERY];

/// Short Message Service for other countries (Dysmsapi 2018-05-01).
pub static DYSMSGLOBE: Product = Product::new("dysmsglobe", "Dysmsapi", "2018-05-01")
    .ram("dysms")
    .without_arns()
    .wording(wording)
    .success(success)
    .failure(failure)
    .denied(crate::dysms::denied)
    .denied_in_account(refusals::denied)
    .due(DUE)
    .actions(ACTIONS);

/// The gateway reports missing parameters; what else is wrong is the product's to say.
fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        _ => refusals::BAD_PARAMETERS.into(),
    }
}

fn success(_: &Entry, _: &str) -> Cow<'static, str> {
    Cow::Borrowed(
        r#""ResponseCode":"OK","ResponseDescription":"The SMS Send Request was accepted""#,
    )
}

/// A refusal with the status 200 has no other members; one of the gateway has those of any product as well.
fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    let (code, message) = (body.get("Code").cloned(), body.get("Message").cloned());
    if error.status == 200 {
        body.retain(|name, _| name == "RequestId");
    }
    body.insert("ResponseCode".to_owned(), code.unwrap_or_default());
    body.insert("ResponseDescription".to_owned(), message.unwrap_or_default());
}
