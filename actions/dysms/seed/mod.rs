//! What seed files may say of text messages.

mod settings;
mod signs;
mod templates;

use crate::core::{
    control::ControlError,
    seed::{Fields, SeedKind},
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[settings::SETTINGS, signs::SIGNS, templates::TEMPLATES];

/// The words of seed files for the states of signs and templates, each with the state.
const STATES: &[(&str, &str)] = &[
    ("approved", super::signs::sign_states::APPROVED),
    ("rejected", super::signs::sign_states::REJECTED),
    ("cancelled", super::signs::sign_states::CANCELLED),
    ("in_review", super::signs::sign_states::IN_REVIEW),
];

/// The word for a state.
fn word_of(state: &str) -> &'static str {
    STATES.iter().find(|it| it.1 == state).map_or("in_review", |it| it.0)
}

/// The body by which the control API brings a sign or a template about: the entry, with its state as the end of an audit.
fn body(fields: &Fields) -> Result<Fields, ControlError> {
    let mut body = fields.clone();
    let state = body.remove("state");
    let end = match state.as_ref().and_then(|it| it.as_str()) {
        None | Some("approved") => "pass",
        Some("rejected") => "reject",
        Some("cancelled") => "cancel",
        Some("in_review") => "review",
        Some(_) => {
            let words: Vec<&str> = STATES.iter().map(|it| it.0).collect();
            let why = format!("it must be one of {}", words.join(", "));
            return Err(ControlError::member("state", why));
        }
    };
    body.insert("audit".into(), end.into());
    Ok(body)
}
