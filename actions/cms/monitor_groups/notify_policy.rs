//! The policies by which the alerts of an application group are paused.

use crate::{Params, Result, text};

/// `PolicyType`, of which there is one.
pub(super) fn read_type(p: &mut Params<'_>) -> Result<String> {
    p.required(text("PolicyType").one_of(&[PAUSE]).doc("The type of the policy."))
}

/// Alerts are not sent.
pub(super) const PAUSE: &str = "PauseNotify";
