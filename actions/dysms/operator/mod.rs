//! What the routes of the control API do.

pub(super) mod messages;
pub(super) mod objects;
pub(super) mod rules;
pub(super) mod settings;
