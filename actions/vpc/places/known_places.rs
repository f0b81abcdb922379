//! Regions and zones that calls name.

use crate::{Fault, Result, shared::regions};

/// Refuses a region that is none.
pub(in crate::vpc) fn check_region(region: &str, none: Fault) -> Result<()> {
    if regions::find(region).is_some() { Ok(()) } else { Err(none.into()) }
}

/// The language of names in answers, as `AcceptLanguage` names it: Chinese unless it names another one.
pub(in crate::vpc) fn language(given: Option<&String>) -> regions::Language {
    match given.map(String::as_str) {
        Some("en-US") => regions::Language::English,
        Some("ja") => regions::Language::Japanese,
        _ => regions::Language::Chinese,
    }
}
