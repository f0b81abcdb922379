//! Settings and the URLs of receipts.

use serde_json::{Map, Value, json};

use crate::{
    ApiError, Cx,
    core::control::{ControlError, ControlRequest},
    dysms::{
        sending::{codes::ACCOUNT_STATES, numbers::mainland, receipts::KINDS},
        tables::settings::{self, Settings},
    },
    shared::urls,
};

fn stored(cx: &mut Cx<'_>) -> Result<Settings, ControlError> {
    let account = cx.account().to_owned();
    Ok(settings::settings(cx.tx, &account)?)
}

/// The settings without what has routes of its own.
fn shown(settings: &Settings) -> Result<Value, ControlError> {
    let mut shown = serde_json::to_value(settings).map_err(ApiError::internal)?;
    if let Some(members) = shown.as_object_mut() {
        members.remove("callbacks");
        members.remove("duplicate");
    }
    Ok(shown)
}

pub(in crate::dysms) fn show(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let settings = stored(cx)?;
    shown(&settings)
}

pub(in crate::dysms) fn change(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    set(cx, &request.members())?;
    show(cx, request)
}

/// Changes the settings that are given.
pub(in crate::dysms) fn set(
    cx: &mut Cx<'_>,
    members: &Map<String, Value>,
) -> Result<(), ControlError> {
    check(members)?;
    let mut all = serde_json::to_value(stored(cx)?).map_err(ApiError::internal)?;
    if let Some(present) = all.as_object_mut() {
        present.extend(members.clone());
    }
    let mut changed: Settings = serde_json::from_value(all)
        .map_err(|e| ControlError::WrongBody(format!("a member has a wrong type: {e}")))?;
    for number in &mut changed.allow {
        if let Some(digits) = mainland(number) {
            *number = digits.to_owned();
        }
    }
    let account = cx.account().to_owned();
    Ok(settings::put(cx.tx, &account, &changed)?)
}

/// The settings that are not the defaults, the URLs of receipts among them; `None` if all are.
pub(in crate::dysms) fn changed(
    cx: &mut Cx<'_>,
) -> Result<Option<Map<String, Value>>, ControlError> {
    let usual = serde_json::to_value(Settings::default()).map_err(ApiError::internal)?;
    let all = serde_json::to_value(stored(cx)?).map_err(ApiError::internal)?;
    let Value::Object(mut all) = all else { return Ok(None) };
    all.retain(|name, value| usual.get(name) != Some(value));
    Ok(Some(all).filter(|it| !it.is_empty()))
}

/// Refuses values that no setting has.
fn check(members: &Map<String, Value>) -> Result<(), ControlError> {
    let one_of = |name: &str, words: &[&str]| match members.get(name) {
        Some(value) if !value.as_str().is_some_and(|it| words.contains(&it)) => {
            let why = format!("it must be one of {}", words.join(", "));
            Err(ControlError::member(name, why))
        }
        _ => Ok(()),
    };
    let states: Vec<&str> = ACCOUNT_STATES.iter().map(|(name, _)| *name).collect();
    one_of("account_state", &states)?;
    one_of("missing_variable", &["TEMPLATE_MISSING_PARAMETERS", "SMS_TEMPLATE_ILLEGAL"])?;
    one_of("audit", &["pass", "reject", "hold"])?;
    one_of("ram_denial", &["gateway", "product"])?;
    let numbers = [
        "audit_delay_ms",
        "delivery_delay_ms",
        "per_minute",
        "per_hour",
        "per_day",
        "of_phone_per_day",
        "others_per_day",
    ];
    for name in numbers {
        let is_good = |it: &Value| it.as_i64().is_some_and(|it| (0..=31_622_400_000).contains(&it));
        if members.get(name).is_some_and(|it| !is_good(it)) {
            return Err(ControlError::member(name, "it must be a number from 0 to 31622400000"));
        }
    }
    for name in ["balance", "day_limit", "month_limit"] {
        let is_good = |it: &Value| it.is_null() || it.as_i64().is_some_and(|it| it >= 0);
        if members.get(name).is_some_and(|it| !is_good(it)) {
            return Err(ControlError::member(name, "it must be a number from 0, or null"));
        }
    }
    if let Some(urls) = members.get("callbacks") {
        let is_good = |(kind, url): (&String, &Value)| {
            KINDS.contains(&kind.as_str()) && url.as_str().is_some_and(urls::is_url)
        };
        if !urls.as_object().is_some_and(|it| it.iter().all(is_good)) {
            let why = format!("it must be an object of http or https URLs by {}", KINDS.join(", "));
            return Err(ControlError::member("callbacks", why));
        }
    }
    for name in ["allow", "forbidden_words"] {
        let is_good = |it: &Value| {
            let all = it.as_array().filter(|all| all.len() <= 10_000);
            all.is_some_and(|all| all.iter().all(|it| it.as_str().is_some_and(|it| !it.is_empty())))
        };
        if members.get(name).is_some_and(|it| !is_good(it)) {
            return Err(ControlError::member(name, "it must be a list of texts, at most 10000"));
        }
    }
    Ok(())
}

fn callbacks(settings: &Settings) -> Value {
    let urls: Map<String, Value> = KINDS
        .iter()
        .map(|kind| ((*kind).to_owned(), json!(settings.callbacks.get(*kind))))
        .collect();
    let mut shown = Value::Object(urls);
    shown["duplicate"] = settings.duplicate.into();
    shown
}

pub(in crate::dysms) fn show_callbacks(
    cx: &mut Cx<'_>,
    _: &ControlRequest,
) -> Result<Value, ControlError> {
    Ok(callbacks(&stored(cx)?))
}

pub(in crate::dysms) fn change_callbacks(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let mut settings = stored(cx)?;
    for (name, value) in request.members() {
        match value {
            Value::Bool(flag) if name == "duplicate" => settings.duplicate = flag,
            Value::Null if name != "duplicate" => {
                settings.callbacks.remove(&name);
            }
            Value::String(url) if name != "duplicate" && urls::is_url(&url) => {
                settings.callbacks.insert(name, url);
            }
            _ if name == "duplicate" => {
                return Err(ControlError::member(&name, "it must be true or false"));
            }
            _ => {
                return Err(ControlError::member(
                    &name,
                    "it must be an http or https URL, or null",
                ));
            }
        }
    }
    let account = cx.account().to_owned();
    settings::put(cx.tx, &account, &settings)?;
    Ok(callbacks(&settings))
}
