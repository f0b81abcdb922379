//! What the answers of some actions have, which lack the member `Success` (documented).

use std::borrow::Cow;

use crate::Entry;

/// The members of an answer that went well.
pub(super) fn success_without_flag(_: &Entry, _: &str) -> Cow<'static, str> {
    Cow::Borrowed(r#""Code":"200","Message":"success""#)
}
