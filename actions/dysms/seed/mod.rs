//! What seed files may say of text messages.

mod settings;
mod signs;
mod templates;

use serde_json::Value;

use super::signs::sign_states::{APPROVED, CANCELLED, IN_REVIEW, REJECTED};
use crate::core::{
    control::ControlError,
    seed::{Fields, SeedKind},
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[settings::SETTINGS, signs::SIGNS, templates::TEMPLATES];

/// The words of seed files for the states of signs and templates, each with the state, and with the word by which the control
/// API brings it about.
const STATES: &[(&str, &str, &str)] = &[
    ("approved", APPROVED, "pass"),
    ("rejected", REJECTED, "reject"),
    ("cancelled", CANCELLED, "cancel"),
    ("in_review", IN_REVIEW, "review"),
];

/// The word for a state.
fn word_of(state: &str) -> &'static str {
    STATES.iter().find(|it| it.1 == state).map_or("in_review", |it| it.0)
}

/// The body by which the control API brings a sign or a template about: the entry, with its state as the end of an audit.
fn body(fields: &Fields) -> Result<Fields, ControlError> {
    let mut body = fields.clone();
    let state = body.remove("state");
    let word = state.as_ref().and_then(Value::as_str).unwrap_or("approved");
    let Some(found) = STATES.iter().find(|it| it.0 == word) else {
        let words: Vec<&str> = STATES.iter().map(|it| it.0).collect();
        let why = format!("it must be one of {}", words.join(", "));
        return Err(ControlError::member("state", why));
    };
    body.insert("audit".into(), found.2.into());
    Ok(body)
}
