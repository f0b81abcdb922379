//! What seed files may say of text messages.

mod settings;
mod signs;
mod templates;

use crate::core::seed::{Fields, SeedKind};

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
fn body(fields: &Fields) -> Fields {
    let mut body = fields.clone();
    let end = match body.remove("state").as_ref().and_then(|it| it.as_str()) {
        None | Some("approved") => "pass",
        Some("rejected") => "reject",
        Some("cancelled") => "cancel",
        Some(_) => "review",
    };
    body.insert("audit".into(), end.into());
    body
}
