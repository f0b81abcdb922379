//! The states of a short URL: in review, then effective or rejected. That it has expired is not a state that is kept.

use crate::shared::states::StateMachine;

/// What changes a short URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dysms) enum ShortUrlCause {
    /// It is audited.
    Audit,
}

use ShortUrlCause::Audit;

pub(in crate::dysms) const IN_REVIEW: &str = "audit";
pub(in crate::dysms) const EFFECTIVE: &str = "effective";
pub(in crate::dysms) const REJECTED: &str = "reject";

/// The states of short URLs, under the vendor's names.
pub(in crate::dysms) struct ShortUrls;

impl StateMachine for ShortUrls {
    type Cause = ShortUrlCause;
    const COLUMN: (&'static str, &'static str) = ("dysms_short_url", "state");
    const STATES: &'static [&'static str] = &[IN_REVIEW, EFFECTIVE, REJECTED];
    const START: &'static str = IN_REVIEW;
    const TRANSITIONS: &'static [(&'static str, ShortUrlCause, &'static str)] =
        &[(IN_REVIEW, Audit, EFFECTIVE), (IN_REVIEW, Audit, REJECTED)];
}
