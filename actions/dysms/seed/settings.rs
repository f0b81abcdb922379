//! The settings of an account.

use serde_json::Value;

use crate::{
    core::seed::{Fields, SeedKind, SeedMember, SeedType},
    dysms::operator::settings,
};

pub(super) const SETTINGS: SeedKind = SeedKind {
    name: "settings",
    doc: "How text messages behave, as `POST /_localyun/dysms/settings` and `POST /_localyun/dysms/callbacks` set it.",
    key: &[],
    members: &[
        SeedMember::new("lenient", SeedType::Flag, "Whether unknown signs and templates pass."),
        SeedMember::text("audit", "How reviews end: pass, reject or hold."),
        SeedMember::new("audit_delay_ms", SeedType::Number, "How long a review takes."),
        SeedMember::new(
            "delivery_delay_ms",
            SeedType::Number,
            "When the network says what became of a message.",
        ),
        SeedMember::new("enforce_limits", SeedType::Flag, "Whether the limits of numbers hold."),
        SeedMember::new(
            "per_minute",
            SeedType::Number,
            "How many messages a number gets in a minute.",
        ),
        SeedMember::new("per_hour", SeedType::Number, "How many in an hour."),
        SeedMember::new("per_day", SeedType::Number, "How many in a day."),
        SeedMember::new(
            "of_phone_per_day",
            SeedType::Number,
            "How many codes by all signs in a day.",
        ),
        SeedMember::new("others_per_day", SeedType::Number, "How many other messages in a day."),
        SeedMember::text(
            "account_state",
            "The state of the account: what all sends are refused for.",
        ),
        SeedMember::new("balance", SeedType::Number, "How many messages the account can pay."),
        SeedMember::new("day_limit", SeedType::Number, "How many messages it may send in a day."),
        SeedMember::new("month_limit", SeedType::Number, "How many in a month."),
        SeedMember::new(
            "strict_rules",
            SeedType::Flag,
            "Whether values must fit the rules of templates.",
        ),
        SeedMember::text("missing_variable", "The code for a variable without a value."),
        SeedMember::new("forbidden_words", SeedType::Texts, "Words that no text may have."),
        SeedMember::text("ram_denial", "Who words a refusal by policies: gateway or product."),
        SeedMember::new("duplicate", SeedType::Flag, "Whether each receipt is pushed twice."),
        SeedMember::new("allow", SeedType::Texts, "Numbers without limits."),
        SeedMember::new("magic", SeedType::Flag, "Whether magic numbers have their effects."),
        SeedMember::new(
            "callbacks",
            SeedType::Document,
            "The URLs of receipts by their kind: {SmsReport: http://127.0.0.1:3000/callback}.",
        ),
    ],
    export: |cx| Ok(settings::changed(cx)?.into_iter().map(as_texts).collect()),
    create: |cx, it| settings::set(cx, &it.clone().into_iter().map(as_object).collect()),
    update: Some(|cx, it, _| {
        settings::set(cx, &it.clone().into_iter().map(as_object).collect()).map(|()| true)
    }),
};

/// A document of an entry is a text with JSON.
fn as_texts(fields: Fields) -> Fields {
    let text = |value: Value| if value.is_object() { value.to_string().into() } else { value };
    fields.into_iter().map(|(name, value)| (name, text(value))).collect()
}

fn as_object((name, value): (String, Value)) -> (String, Value) {
    let read = value.as_str().filter(|_| name == "callbacks");
    let read = read.and_then(|it| serde_json::from_str(it).ok());
    (name, read.unwrap_or(value))
}
