//! Short Message Service: text messages, their signs and templates, in mainland China.
//!
//! A message is a row, and a message of the outbox. What the network makes of it is due work (`sending/delivery.rs`); what it says is
//! pushed as a receipt (`sending/receipts.rs`), which is a message of the outbox as well. What a test may decide stands in
//! the settings and rules of an account, and in numbers that are known for it (`sending/magic_numbers.rs`).

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::{
    ApiError, Denial, Entry, Link, ParameterError, Problem, Product, Spec, ports::due::DueWork,
    shared::states::StateTable, text,
};

mod control;
mod days;
pub(crate) mod network;
mod operator;
mod reasons;
mod seed;
mod sending;
mod short_urls;
mod signs;
mod tables;
mod tags;
mod templates;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<short_urls::add_short_url::AddShortUrl>(),
    Entry::of::<signs::add_sms_sign::AddSmsSign>(),
    Entry::of::<templates::add_sms_template::AddSmsTemplate>(),
    Entry::of::<signs::create_sms_sign::CreateSmsSign>(),
    Entry::of::<templates::create_sms_template::CreateSmsTemplate>(),
    Entry::of::<short_urls::delete_short_url::DeleteShortUrl>(),
    Entry::of::<signs::delete_sms_sign::DeleteSmsSign>(),
    Entry::of::<templates::delete_sms_template::DeleteSmsTemplate>(),
    Entry::of::<signs::get_sms_sign::GetSmsSign>(),
    Entry::of::<templates::get_sms_template::GetSmsTemplate>(),
    Entry::of::<templates::get_sms_template_list::GetSmsTemplateList>(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<signs::modify_sms_sign::ModifySmsSign>(),
    Entry::of::<templates::modify_sms_template::ModifySmsTemplate>(),
    Entry::of::<sending::query_send_details::QuerySendDetails>(),
    Entry::of::<sending::query_send_statistics::QuerySendStatistics>(),
    Entry::of::<short_urls::query_short_url::QueryShortUrl>(),
    Entry::of::<signs::query_sms_sign::QuerySmsSign>(),
    Entry::of::<signs::query_sms_sign_list::QuerySmsSignList>(),
    Entry::of::<templates::query_sms_template::QuerySmsTemplate>(),
    Entry::of::<templates::query_sms_template_list::QuerySmsTemplateList>(),
    Entry::of::<sending::send_batch_sms::SendBatchSms>(),
    Entry::of::<sending::send_sms::SendSms>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<tags::untag_resources::UntagResources>(),
    Entry::of::<signs::update_sms_sign::UpdateSmsSign>(),
    Entry::of::<templates::update_sms_template::UpdateSmsTemplate>(),
];
// The end of the list.

/// The kinds of due work.
const DUE: &[DueWork] = &[
    sending::delivery::DELIVERY,
    short_urls::short_url_audit::AUDIT,
    signs::sign_audit::AUDIT,
    templates::template_audit::AUDIT,
];

/// What the older generation says of a sign or a template that was not rejected (observed).
const NO_REASON: &str = "无审批备注";

/// Short Message Service (Dysmsapi 2017-05-25).
pub static DYSMS: Product = Product::new("dysms", "Dysmsapi", "2017-05-25")
    .without_arns()
    .wording(wording)
    .success(|_, _| Cow::Borrowed(r#""Code":"OK","Message":"OK""#))
    .failure(failure)
    .denied(denied)
    .schema(tables::SCHEMA)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .links(&[Link { name: "s", open: short_urls::opening::open }])
    .due(DUE)
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("messages, short URLs, tags, rules and phones of text messages")
    .states(&[
        StateTable::of::<short_urls::short_url_states::ShortUrls>(),
        StateTable::of::<signs::sign_states::Signs>(),
        StateTable::of::<templates::template_states::Templates>(),
    ])
    .actions(ACTIONS);

/// The gateway reports missing parameters, in which an empty text counts as missing (observed); what else is wrong is the
/// product's to say.
fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        _ => sending::codes::BAD_PARAMETERS.into(),
    }
}

/// What is refused with the status 200 has neither a host nor a recommendation (observed).
pub(crate) fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    if error.status == 200 {
        body.remove("HostId");
        body.remove("Recommend");
    }
}

/// The refusal by policies, in the gateway's form (observed).
pub(crate) fn denied(_: &Denial<'_>) -> ApiError {
    ApiError::new(403, "NoPermission", "You are not authorized to do this action.")
}

/// An extension code: digits.
const fn extension_digits(name: &'static str) -> Spec<String> {
    text(name)
        .chars(1, 20, |c| c.is_ascii_digit())
        .doc("The extension of the number that replies go to.")
}
