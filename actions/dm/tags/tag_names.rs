//! The names of tags.

use crate::{Spec, text};

/// The name of a tag: 1 to 128 letters, digits and `_`.
pub(in crate::dm) const NAME: Spec<String> =
    text("TagName").chars(1, 128, |c| c.is_ascii_alphanumeric() || c == '_').doc("The name.");

/// The tag of mail: 1 to 128 letters, digits and `_ -`, whether or not there is such a tag.
pub(in crate::dm) const OF_MAIL: Spec<String> = text("TagName")
    .chars(1, 128, |c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    .doc("The tag.");

/// What a tag is for.
pub(in crate::dm) const ABOUT: Spec<String> =
    text("TagDescription").prose(1, 1024).doc("The description.");
