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
