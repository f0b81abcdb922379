//! The language of descriptions.

use crate::{Spec, text};

/// The descriptions of system policies and roles are in English here, whatever it says.
pub(super) const LANGUAGE: Spec<String> = text("Language")
    .one_of(&["en", "zh-CN", "ja"])
    .doc("The language of descriptions; they are in English here.");
